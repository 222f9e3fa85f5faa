package io.github.ann2snn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master and two workers, with the jar that is sent to executors, on all of MNIST's test images.
 */
class StandaloneClusterIT {
  private static final int PARTS = 60;

  /** Settings of the coarse grid of a tuning, and tasks for each. */
  private static final int GRID = 10;

  private static final int TRIAL_PARTS = 6;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path data;
  private static String network;
  private static Outcome here;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        System.getProperty("ann2snn.spark.home") != null,
        "skipped: it needs the packaged jar, and runs after that is made");
    String named = System.getenv("ANN2SNN_DATA");
    data = Path.of(named == null ? "../../shared/datasets" : named).toAbsolutePath().normalize();
    assumeTrue(
        Files.isDirectory(data.resolve("mnist")),
        "skipped: no folder mnist in " + data + "; set ANN2SNN_DATA to a folder that has it");
    Path out = folder.resolve("out");
    Outcome made =
        SparkCommandLine.run(
            "run", "--dataset=digits", "--architecture=784-64-10", "--epochs=1", "--out=" + out);
    assertEquals(0, made.exitCode(), made.err());
    network = out.resolve("network.nir").toString();
    here = evaluateMnist("--dataset=mnist");
    cluster = new StandaloneCluster(folder, 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String[] evaluation(String... more) {
    return joined(
        List.of(
            "evaluate",
            network,
            "--data-dir=" + data,
            "--json",
            "--coding=poisson",
            "--timesteps=64"),
        more);
  }

  private static String[] joined(List<String> some, String... more) {
    return Stream.concat(some.stream(), Arrays.stream(more)).toArray(String[]::new);
  }

  private static Outcome evaluateMnist(String... more) {
    return SparkCommandLine.run(evaluation(more));
  }

  private static Outcome tune(Path out, String... more) {
    List<String> args =
        new ArrayList<>(List.of("tune", folder.resolve("out/model.zip").toString()));
    args.addAll(List.of("--dataset=digits", "--out=" + out, "--no-surrogate", "--budget=12"));
    args.addAll(List.of("--max-accuracy-drop=5", "--timesteps=16", "--calibration-samples=500"));
    return SparkCommandLine.run(joined(args, more));
  }

  /** Where this cluster is, and how much memory its executors get. */
  private static String[] onCluster(String... more) {
    return joined(List.of("--master=" + cluster.url(), "--conf=spark.executor.memory=600m"), more);
  }

  /** A data set without a scheme is sent. */
  @Test
  void theImagesThatAreSentGiveTheSame() {
    assertEquals(here.results(), evaluateMnist(onCluster("--dataset=mnist")).results());
  }

  @Test
  void anEvaluationOutlivesAWorker() throws Exception {
    Path checkpoint = folder.resolve("evaluation");
    Outcome there =
        killingAWorker(
            checkpoint,
            PARTS,
            () ->
                evaluateMnist(
                    onCluster(
                        "--dataset=idx:" + data.resolve("mnist").toUri(),
                        "--partitions=" + PARTS,
                        "--checkpoint=" + checkpoint.toUri())));
    assertEquals(here.results(), there.results());
    assertEquals(PARTS, finished(checkpoint));
  }

  @Test
  void aTuningGridOutlivesAWorker() throws Exception {
    Path checkpoint = folder.resolve("tuning");
    Outcome alone = tune(folder.resolve("alone"));
    assertEquals(0, alone.exitCode(), alone.err());
    Outcome there =
        killingAWorker(
            checkpoint,
            GRID * TRIAL_PARTS,
            () ->
                tune(
                    folder.resolve("together"),
                    onCluster(
                        "--partitions=" + TRIAL_PARTS, "--checkpoint=" + checkpoint.toUri())));
    assertEquals(0, there.exitCode(), there.err());
    for (String file : List.of("tuning.json", "network.nir")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("alone").resolve(file)),
          Files.readAllBytes(folder.resolve("together").resolve(file)),
          file);
    }
  }

  /** Kills one worker of two in the middle of a command, and starts another one afterwards. */
  private static Outcome killingAWorker(Path checkpoint, int tasks, Callable<Outcome> command)
      throws Exception {
    FutureTask<Outcome> running = new FutureTask<>(command);
    // not in the common pool, whose one thread the JDK needs to tell that a process has ended
    new Thread(running, "driver").start();
    while (finished(checkpoint) < 5 && !running.isDone()) {
      Thread.sleep(5);
    }
    cluster.killWorker();
    long finished = finished(checkpoint);
    Outcome outcome = running.get();
    assertTrue(
        finished >= 5 && finished < tasks,
        () -> "%d parts were finished at the kill; %s".formatted(finished, outcome.err()));
    cluster.startWorker();
    return outcome;
  }

  @Test
  void aDriverThatWasKilledGoesOn() throws Exception {
    Path checkpoint = folder.resolve("driver");
    String[] command =
        evaluation(
            "--dataset=mnist",
            "--master=local[2]",
            "--partitions=" + PARTS,
            "--checkpoint=" + checkpoint.toUri());
    Process driver = SparkCommandLine.start(folder.resolve("driver.log"), command);
    while (finished(checkpoint) < 5 && driver.isAlive()) {
      Thread.sleep(5);
    }
    driver.destroyForcibly().waitFor();
    long finished = finished(checkpoint);
    assertTrue(finished >= 5 && finished < PARTS, finished + " parts were finished at the kill");
    Outcome again = SparkCommandLine.run(command);
    assertEquals(here.results(), again.results());
    assertTrue(
        again.err().contains("Took over %d finished parts.".formatted(finished)), again.err());
  }

  /** The jar alone, without Deeplearning4j: that is what spark-submit gets. */
  @Test
  void aSubmittedEvaluationGivesTheSame() throws Exception {
    Path results = folder.resolve("submitted.json");
    String[] evaluation =
        evaluation("--dataset=idx:" + data.resolve("mnist").toUri(), "--out=" + results);
    assertEquals(0, submit("submitted", evaluation), () -> log("submitted"));
    Outcome there = new Outcome(0, Files.readString(results), "");
    assertEquals(here.results(), there.results());
    assertEquals(1, submit("training", "train", "--dataset=digits"));
    assertTrue(
        log("training").contains("ann2snn train needs Deeplearning4j, which is not here"),
        log("training"));
  }

  private static int submit(String name, String... words) throws Exception {
    return cluster
        .submit(
            name,
            joined(
                List.of(
                    "--executor-memory",
                    "600m",
                    "--class",
                    "io.github.ann2snn.cli.Main",
                    System.getProperty("ann2snn.spark.jar")),
                words))
        .waitFor();
  }

  private static String log(String name) {
    try {
      return Files.readString(cluster.log(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long finished(Path checkpoint) throws IOException {
    if (!Files.isDirectory(checkpoint)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(checkpoint)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("part-") && name.endsWith(".tally"))
          .count();
    } catch (UncheckedIOException e) {
      return 0; // a file was being moved
    }
  }
}
