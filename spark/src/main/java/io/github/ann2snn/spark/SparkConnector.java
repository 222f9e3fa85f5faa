package io.github.ann2snn.spark;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.ClusterConnector;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Connects to a Spark cluster, or starts one in this process ({@code local[2]}). */
public final class SparkConnector implements ClusterConnector {
  /** The jar that executors get, where it does not lie beside this class's own. */
  static final String JAR_PROPERTY = "ann2snn.spark.jar";

  private static final String JAR = "ann2snn-spark.jar";

  /** What the launcher gives its own JVM, see {@code docs/performance.md}. */
  private static final String JVM_OPTIONS =
      "-XX:+UseParallelGC -XX:ObjectAlignmentInBytes=64 -XX:PerMethodTrapLimit=1000"
          + " --add-modules jdk.incubator.vector"
          + " -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0";

  /** Spark itself would wait for a minute, and then end the process. */
  private static final int REGISTRATION_SECONDS = 15;

  /** The forms that Spark takes; whether the numbers in them make sense is left to it. */
  private static final Pattern MASTER =
      Pattern.compile(
          "local|local\\[([0-9]+|\\*)(\\s*,\\s*[0-9]+)?\\]|local-cluster\\[.*\\]|yarn|(spark|k8s)://.*");

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.org.apache.";

  /** For {@link java.util.ServiceLoader}. */
  public SparkConnector() {}

  @Override
  public Cluster connect(String master, Map<String, String> configuration)
      throws ClusterException, InterruptedException {
    quieten(master);
    requireKnown(master);
    MasterAddress.requireReachable(master);
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("ann2snn")
            .setIfMissing("spark.ui.enabled", "false")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            .setIfMissing("spark.executor.extraJavaOptions", JVM_OPTIONS);
    configuration.forEach(conf::set);
    if (!master.startsWith("local")) {
      jar().ifPresent(jar -> conf.setJars(new String[] {jar.toUri().toString()}));
    }
    FutureTask<JavaSparkContext> context = new FutureTask<>(() -> new JavaSparkContext(conf));
    Thread starting = new Thread(context, "ann2snn-spark-start");
    starting.setDaemon(true);
    starting.start();
    try {
      return new SparkCluster(
          MasterAddress.isStandalone(master)
              ? context.get(REGISTRATION_SECONDS, TimeUnit.SECONDS)
              : context.get());
    } catch (ExecutionException e) {
      String message = String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("");
      throw new ClusterException(
          Kind.FAILED,
          Text.of("no Spark application could be started at %s: %s", master, message),
          e.getCause());
    } catch (TimeoutException e) {
      throw new ClusterException(
          Kind.FAILED,
          Text.of(
              "what answers at %s has not taken up the application within %d seconds: is it a Spark master, of version %s? Its log tells",
              master, REGISTRATION_SECONDS, org.apache.spark.package$.MODULE$.SPARK_VERSION()),
          e);
    }
  }

  private static void requireKnown(String master) throws ClusterException {
    if (!MASTER.matcher(master).matches()) {
      throw new ClusterException(
          Kind.USAGE,
          Text.of(
              "--master is '%s'; allowed: local, local[N], local[*], spark://HOST:PORT, yarn, k8s://URL",
              master));
    }
  }

  /** Spark tells of every lost task with a stack trace; what matters becomes an error of ours. */
  private static void quieten(String master) {
    for (String all : List.of("spark", "hadoop", "parquet")) {
      level(all, "error");
    }
    for (String task :
        List.of(
            "scheduler.TaskSetManager",
            "executor.Executor",
            "scheduler.DAGScheduler",
            "SparkContext")) {
      level("spark." + task, "off");
    }
    // It warns of lost executors and of too few; in one process, only of tasks that were called
    // off.
    level("spark.scheduler.TaskSchedulerImpl", master.startsWith("local") ? "off" : "warn");
  }

  private static void level(String logger, String level) {
    if (System.getProperty(LOG_LEVEL + logger) == null) {
      System.setProperty(LOG_LEVEL + logger, level);
    }
  }

  private static Optional<Path> jar() {
    String named = System.getProperty(JAR_PROPERTY);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    try {
      Path own =
          Path.of(SparkConnector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path jar = own.resolveSibling(JAR);
      return Files.isRegularFile(jar) ? Optional.of(jar) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * A standalone master's address. Spark itself takes a minute to find that nobody answers, and
   * ends the process then.
   *
   * @param host name or address
   * @param port of Spark's own protocol, usually 7077
   */
  private record MasterAddress(String host, int port) {
    private static final String SCHEME = "spark://";
    private static final int TIMEOUT_MILLIS = 4_000;

    /**
     * Of several masters, of which one leads, at most so many are asked, so that it ends in time.
     */
    private static final int MOST = 3;

    /** Whether a master is one of Spark's own, and not of another kind of cluster. */
    static boolean isStandalone(String master) {
      return master.startsWith(SCHEME);
    }

    /**
     * Makes sure that a standalone master answers; of other masters nothing is asked.
     *
     * @throws ClusterException if none of those named in {@code master} does, or one is no address
     */
    static void requireReachable(String master) throws ClusterException {
      if (!isStandalone(master)) {
        return;
      }
      List<String> reasons = new ArrayList<>();
      for (MasterAddress address : parse(master)) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address.host, address.port), TIMEOUT_MILLIS);
          return;
        } catch (IOException e) {
          reasons.add(Text.of("%s:%d: %s", address.host, address.port, e.getMessage()));
        }
      }
      throw new ClusterException(
          Kind.FAILED,
          Text.of(
              "no Spark master answers at %s (%s); start one, or name one that runs with --master (its log and its page tell the address, usually with port 7077)",
              master, String.join("; ", reasons)));
    }

    /** {@code spark://host:port,host:port}. */
    static List<MasterAddress> parse(String master) throws ClusterException {
      List<MasterAddress> addresses = new ArrayList<>();
      for (String part : master.substring(SCHEME.length()).split(",", -1)) {
        URI uri;
        try {
          uri = URI.create(SCHEME + part);
        } catch (IllegalArgumentException e) {
          throw noAddress(master, e);
        }
        if (uri.getHost() == null || uri.getPort() < 1) {
          throw noAddress(master, null);
        }
        addresses.add(new MasterAddress(uri.getHost(), uri.getPort()));
      }
      return addresses.subList(0, Math.min(MOST, addresses.size()));
    }

    private static ClusterException noAddress(String master, Exception cause) {
      return new ClusterException(
          Kind.USAGE, Text.of("--master is '%s'; expected spark://HOST:PORT", master), cause);
    }
  }
}
