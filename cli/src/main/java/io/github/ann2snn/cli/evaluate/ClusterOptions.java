package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.ClusterConnector;
import io.github.ann2snn.runtime.cluster.ClusterException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** Options of commands that can run on a cluster. */
@OptionGroup.In(OptionGroup.CLUSTER)
public final class ClusterOptions {
  /** What spark-submit sets, before it starts a program. */
  private static final String SUBMITTED_TO = "spark.master";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Run on Apache Spark: local[2], local[*], spark://HOST:PORT, yarn or k8s://URL. A data set"
              + " idx:, csv:, images: or parquet:SCHEME://... is then read by the executors; any"
              + " other is sent to them. Results are the same.")
  private Optional<String> master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      showDefaultValue = Help.Visibility.NEVER,
      description = "With --master: a property of Spark. May be repeated.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "With --master: parts that the samples are cut into. Default: chosen by size.")
  private Integer partitions;

  @Option(
      names = "--checkpoint",
      paramLabel = "URL",
      description =
          "With --master: folder for the tallies of finished parts; a command that was interrupted"
              + " goes on from there.")
  private Optional<String> checkpoint;

  /** Whether there is to be one. */
  boolean isAsked() {
    return address().isPresent();
  }

  private Optional<String> address() {
    return master.or(() -> Optional.ofNullable(System.getProperty(SUBMITTED_TO)));
  }

  /**
   * The cluster asked for, if any.
   *
   * @param skipCorrupt whether it leaves out parts of the samples that cannot be read
   * @throws picocli.CommandLine.ParameterException if an option needs another one, or this program
   *     was built without Spark
   * @throws ClusterException if it cannot be reached
   */
  public Optional<ClusterRun> connect(BaseCommand command, boolean skipCorrupt)
      throws ClusterException, InterruptedException {
    Optional<String> address = address();
    if (address.isEmpty()) {
      command.refuse(
          partitions != null || checkpoint.isPresent() || !configuration.isEmpty(),
          "--partitions, --checkpoint and --conf need --master, e.g. --master local[*]");
      return Optional.empty();
    }
    command.refuse(
        partitions != null && partitions < 1,
        "--partitions is %s, expected at least 1",
        partitions);
    OptionalInt parts = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    ClusterConnector connector =
        ServiceLoader.load(ClusterConnector.class)
            .findFirst()
            .orElseThrow(
                () ->
                    command.usage(
                        "--master needs the module for Spark, which is not built by default: mvn -Pspark -DskipTests package in the source tree, then start ./ann2snn there again"));
    command.say("Starting Spark at %s.", address.get());
    Cluster cluster = connector.connect(address.get(), configuration);
    return Optional.of(
        new ClusterRun(command, cluster, new Distribution(parts, checkpoint), skipCorrupt));
  }
}
