package io.github.ann2snn.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Spark's own master and workers, each a process of its own on the loopback interface. */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int START_SECONDS = 60;

  private final Path home;
  private final Path folder;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  /** Starts a master and waits until it and {@code count} workers are there. */
  StandaloneCluster(Path folder, int count) throws IOException, InterruptedException {
    this.home = Path.of(System.getProperty("ann2snn.spark.home"));
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    master =
        start("org.apache.spark.deploy.master.Master", "master", "--port", String.valueOf(port));
    await("master", "I have been elected leader", 1);
    for (int i = 0; i < count; i++) {
      startWorker();
    }
  }

  /** Starts one more worker, and waits until the master knows it. */
  void startWorker() throws IOException, InterruptedException {
    int number = workers.size();
    workers.add(
        start(
            "org.apache.spark.deploy.worker.Worker",
            "worker" + number,
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            folder.resolve("work" + number).toString(),
            url()));
    await("master", "Registering worker", workers.size());
  }

  /** Where it is reached. */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** Ends the worker that was started last, and its executors, at once, as a power cut would. */
  void killWorker() {
    kill(workers.size() - 1);
  }

  private void kill(int worker) {
    workers.get(worker).descendants().forEach(ProcessHandle::destroyForcibly);
    workers.get(worker).destroyForcibly().onExit().join();
  }

  /**
   * Starts what the script spark-submit starts.
   *
   * @param args options, the jar, and the program's own words
   */
  Process submit(String name, String... args) throws IOException {
    return startJava(
        name,
        Stream.concat(
                Stream.of("org.apache.spark.deploy.SparkSubmit", "--master", url()),
                Stream.of(args))
            .toList());
  }

  private Process start(String main, String name, String... args) throws IOException {
    return startJava(
        name,
        Stream.concat(Stream.of(main, "--host", HOST, "--webui-port", "0"), Stream.of(args))
            .toList());
  }

  private Process startJava(String name, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SparkCommandLine.jvmOptions("--"));
    command.addAll(List.of("-Xmx512m", "-cp", home.resolve("jars").resolve("*").toString()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    return builder.start();
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void await(String name, String text, int times) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      try (var lines = Files.lines(log(name))) {
        if (lines.filter(line -> line.contains(text)).count() >= times) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("'%s' not said: %s".formatted(text, Files.readString(log(name))));
  }

  @Override
  public void close() {
    for (int i = 0; i < workers.size(); i++) {
      kill(i);
    }
    master.destroyForcibly().onExit().join();
  }
}
