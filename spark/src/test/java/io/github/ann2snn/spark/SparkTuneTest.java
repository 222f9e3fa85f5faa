package io.github.ann2snn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tuning on Spark makes the same trials as a local one, and ends with the same files. */
class SparkTuneTest {
  /** The coarse grid, and some neighbours of its best. */
  private static final int BUDGET = 14;

  @TempDir static Path folder;
  private static Quarters quarters;
  private static Path here;

  @BeforeAll
  static void tuneHere() throws IOException {
    quarters = Quarters.make(folder);
    here = folder.resolve("here");
    Outcome outcome = tune(here, quarters.here());
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Trial " + BUDGET), outcome.err());
  }

  private static Outcome tune(Path out, String dataset, String... more) {
    return tune(quarters.model(), out, dataset, more);
  }

  private static Outcome tune(String model, Path out, String dataset, String... more) {
    List<String> args = new ArrayList<>(List.of("tune", model, "--dataset", dataset));
    args.addAll(List.of("--out", out.toString(), "--no-surrogate", "--max-accuracy-drop=40"));
    args.addAll(List.of("--budget=" + BUDGET, "--timesteps=8", "--calibration-samples=100"));
    args.addAll(List.of(more));
    return SparkCommandLine.run(args.toArray(String[]::new));
  }

  private static void assertSame(Path there, Outcome outcome) throws IOException {
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(
        Files.readString(here.resolve("tuning.json")),
        Files.readString(there.resolve("tuning.json")));
    assertArrayEquals(
        Files.readAllBytes(here.resolve("network.nir")),
        Files.readAllBytes(there.resolve("network.nir")));
  }

  /** With one, two and three trials at once. */
  @ParameterizedTest
  @CsvSource({"1,local", "2,local[2]", "7,local[3]"})
  void trialsAreTheSame(String partitions, String master) throws IOException {
    Path there = folder.resolve("there" + partitions);
    Outcome outcome =
        tune(there, quarters.here(), "--master=" + master, "--partitions=" + partitions);
    assertSame(there, outcome);
  }

  @Test
  void aTuningThatWasKilledGoesOnWithItsFinishedParts() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    String[] how = {"--master=local[2]", "--partitions=3", "--checkpoint=" + checkpoint.toUri()};
    assertSame(folder.resolve("first"), tune(folder.resolve("first"), quarters.here(), how));
    List<Path> sweeps;
    try (Stream<Path> entries = Files.list(checkpoint)) {
      sweeps = entries.sorted().toList();
    }
    for (Path sweep : sweeps) {
      Files.delete(sweep.resolve("part-00000001.tally"));
    }
    Path second = folder.resolve("second");
    Outcome outcome = tune(second, quarters.here(), how);
    assertSame(second, outcome);
    assertEquals(
        sweeps.size(),
        outcome
            .err()
            .lines()
            .filter(line -> line.matches("Took over [25] finished parts\\."))
            .count(),
        outcome.err());
  }

  @Test
  void samplesThatLieElsewhereGiveTheSame() throws IOException {
    Path there = folder.resolve("stored");
    Outcome outcome = tune(there, quarters.stored(), "--master=local[2]");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(
        Files.readString(here.resolve("tuning.json")),
        Files.readString(there.resolve("tuning.json")).replace(quarters.stored(), quarters.here()));
  }

  @Test
  void aFolderOfAnotherTuning() throws IOException {
    String before = Files.readString(here.resolve("tuning.json"));
    Outcome outcome = tune(here, quarters.here(), "--master=local", "--seed=7");
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("tuning.json"), outcome.err());
    assertEquals(before, Files.readString(here.resolve("tuning.json")));
  }

  /** Its hidden neurons never fire: whole rounds of settings cannot be converted. */
  @Test
  void settingsThatAreRefusedAreRefusedThereToo() throws IOException {
    File dead = folder.resolve("dead.zip").toFile();
    MultiLayerNetwork network = MultiLayerNetwork.load(new File(quarters.model()), true);
    network.getLayer(0).getParam("b").assign(-1000);
    network.save(dead);
    Path alone = folder.resolve("dead1");
    Path there = folder.resolve("dead2");
    assertEquals(0, tune(dead.getPath(), alone, quarters.here()).exitCode());
    assertEquals(0, tune(dead.getPath(), there, quarters.here(), "--master=local[2]").exitCode());
    String trials = Files.readString(alone.resolve("tuning.json"));
    assertTrue(trials.contains("never activates"), trials);
    assertEquals(trials, Files.readString(there.resolve("tuning.json")));
  }
}
