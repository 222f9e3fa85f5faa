package io.github.ann2snn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master and two workers, with the jar that is sent to executors, on all of MNIST's test images.
 */
class StandaloneClusterIT {
  private static final int PARTS = 60;

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

  private static Outcome evaluateMnist(String... more) {
    String[] args = {
      "evaluate", network, "--data-dir=" + data, "--json", "--coding=poisson", "--timesteps=64"
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return SparkCommandLine.run(all);
  }

  /** A data set without a scheme is sent. */
  @Test
  void theImagesThatAreSentGiveTheSame() {
    Outcome there =
        evaluateMnist(
            "--dataset=mnist", "--master=" + cluster.url(), "--conf=spark.executor.memory=600m");
    assertEquals(here.results(), there.results());
  }

  @Test
  void aWorkerThatIsKilledInTheMiddleChangesNothing() throws Exception {
    Path checkpoint = folder.resolve("checkpoint");
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(
            () ->
                evaluateMnist(
                    "--dataset=idx:" + data.resolve("mnist").toUri(),
                    "--master=" + cluster.url(),
                    "--partitions=" + PARTS,
                    "--checkpoint=" + checkpoint.toUri(),
                    "--conf=spark.executor.memory=600m"));
    while (finished(checkpoint) < 5 && !running.isDone()) {
      Thread.sleep(5);
    }
    cluster.kill(0);
    long finished = finished(checkpoint);
    assertTrue(finished >= 5 && finished < PARTS, finished + " parts were finished at the kill");
    assertEquals(here.results(), running.get().results());
    assertEquals(PARTS, finished(checkpoint));
  }

  private static long finished(Path checkpoint) throws IOException {
    if (!Files.isDirectory(checkpoint)) {
      return 0;
    }
    try (var files = Files.list(checkpoint)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("part-") && name.endsWith(".tally"))
          .count();
    }
  }
}
