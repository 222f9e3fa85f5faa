package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Early exits on the built-in digits. */
class EarlyExitCommandTest extends CommandLineTest {
  private static final int T = 16;

  @TempDir static Path shared;
  private static Outcome whole;

  /** A command line for tests that need no folder of their own. */
  private static final class Setup extends CommandLineTest {}

  @BeforeAll
  static void runOnce() {
    Setup setup = new Setup();
    setup.folder = shared;
    whole =
        setup.run(
            "run",
            "--dataset",
            "digits",
            "--architecture",
            "784-24-10",
            "--epochs",
            "1",
            "--timesteps",
            "" + T,
            "--validation-split",
            "0.1",
            "--early-exit",
            "AUTO",
            "--out",
            shared.resolve("out").toString());
    assertEquals(0, whole.exitCode(), whole.err());
  }

  private static JsonNode results() throws IOException {
    return new JsonMapper().readTree(shared.resolve("out/results.json").toFile());
  }

  private Outcome evaluate(String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("evaluate", shared.resolve("out/network.nir").toString()));
    args.addAll(List.of("--dataset", "digits"));
    args.addAll(List.of(more));
    Outcome outcome = run(args.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private JsonNode json(String... more) throws IOException {
    String[] args = java.util.Arrays.copyOf(more, more.length + 1);
    args[more.length] = "--json";
    return new JsonMapper().readTree(evaluate(args).out());
  }

  @Test
  void theTableShowsItBesideTheFullRun() {
    for (String part :
        List.of(
            "early exit                             full run     early exit",
            "  steps, mean                             16.00",
            "  class of the full run, %               100.00",
            "  nJ, cmos-45nm-fp32")) {
      assertTrue(whole.out().contains(part), part + " in " + whole.out());
    }
    String text = whole.out().replaceAll("\\s+", " ");
    assertTrue(
        text.contains(
            "at most 0.1 % of 2,000 held-out training samples change their class; of the"),
        text);
    String file = shared.resolve("out/results.json").toString();
    assertEquals(whole.out(), run("inspect", file).out());
  }

  @Test
  void resultsHaveTheDocumentedKeys() throws IOException {
    JsonNode root = results();
    JsonNode snn = root.get("snn");
    JsonNode exit = snn.get("earlyExit");
    assertTrue(exit.get("margin").asDouble() > 0);
    assertEquals("thresholds", exit.get("unit").asText());
    assertEquals("held-out training samples", exit.get("calibratedOn").asText());
    assertEquals(2000, exit.get("calibrationSamples").asInt());
    assertEquals(0.001, exit.get("toleratedDisagreement").asDouble());
    double mean = exit.get("meanTimesteps").asDouble();
    assertTrue(mean >= 1 && mean <= exit.get("p99Timesteps").asInt(), exit.toString());
    assertTrue(exit.get("p99Timesteps").asInt() <= exit.get("maxTimesteps").asInt());
    assertTrue(exit.get("maxTimesteps").asInt() <= T);
    assertTrue(exit.get("agreementWithFullRun").asDouble() > 0.9, exit.toString());
    assertEquals(2, exit.get("accuracyInterval").size());
    assertTrue(exit.get("accuracy").asDouble() > exit.at("/accuracyInterval/0").asDouble());
    assertTrue(
        exit.get("synapticOperationsPerSample").asDouble()
            < snn.get("synapticOperationsPerSample").asDouble());
    JsonNode energy = exit.at("/energy/0");
    assertEquals("cmos-45nm-fp32", energy.get("profile").asText());
    assertFalse(energy.has("annDenseNanojoules"));
    JsonNode items = energy.get("snnItems");
    JsonNode full = root.at("/energy/0/snnItems");
    assertEquals(full.get("analogMac"), items.get("analogMac"));
    // 24 neurons that fire and 10 that do not, as many steps as a sample takes
    assertEquals(mean * 34 * 0.9e-3, items.get("biasAdd").asDouble(), 1e-9);
    assertEquals(mean * 24 * 0.9e-3, items.get("thresholdCompare").asDouble(), 1e-9);
    assertEquals(
        exit.get("spikesPerSample").asDouble() * 0.9e-3, items.get("reset").asDouble(), 1e-9);
  }

  @Test
  void evaluateAndCompareCalibrateToTheSame() throws IOException {
    assertEquals(results().get("snn"), json("--early-exit", "auto").get("snn"));
    Outcome compared =
        run(
            "compare",
            shared.resolve("out/model.zip").toString(),
            shared.resolve("out/network.nir").toString(),
            "--dataset",
            "digits",
            "--early-exit",
            "auto",
            "--threads",
            "1");
    assertEquals(0, compared.exitCode(), compared.err());
    assertEquals(whole.out(), compared.out());
  }

  @Test
  void withoutTheOptionNothingElseChanges() throws IOException {
    JsonNode plain = json();
    assertFalse(plain.get("snn").has("earlyExit"));
    ObjectNode with = (ObjectNode) json("--early-exit", "2.5");
    JsonNode exit = ((ObjectNode) with.get("snn")).remove("earlyExit");
    assertEquals(plain, with);
    assertEquals(2.5, exit.get("margin").asDouble());
    assertFalse(exit.has("calibratedOn"));
    assertFalse(exit.has("toleratedDisagreement"));
    assertFalse(evaluate().out().contains("early exit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"membrane", "spikes"})
  void aMarginThatIsNeverReachedGivesTheFullRun(String readout) throws IOException {
    JsonNode root = json("--early-exit", "1e9", "--readout", readout);
    JsonNode exit = root.at("/snn/earlyExit");
    assertEquals(readout.equals("spikes") ? "spikes" : "thresholds", exit.get("unit").asText());
    assertEquals(T, exit.get("meanTimesteps").asDouble());
    assertEquals(1, exit.get("agreementWithFullRun").asDouble());
    assertEquals(root.at("/snn/accuracy"), exit.get("accuracy"));
    assertEquals(
        root.at("/snn/synapticOperationsPerSample"), exit.get("synapticOperationsPerSample"));
    assertEquals(root.get("energy").size(), exit.get("energy").size());
    for (int i = 0; i < exit.get("energy").size(); i++) {
      for (String key : List.of("profile", "snnNanojoules", "snnItems", "counts")) {
        assertEquals(root.get("energy").get(i).get(key), exit.get("energy").get(i).get(key), key);
      }
    }
  }

  @Test
  void aNetworkThatDoesNotTellWhatWasHeldOutIsCalibratedOnWhatItLearned() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    write(images, "train", 2_100, 1);
    write(images, "t10k", 100, 2);
    String dataset = "idx:" + images;
    String out = path("plain.nir");
    Outcome trained =
        run(
            "train",
            "--dataset",
            dataset,
            "--architecture",
            "16-4",
            "--epochs",
            "1",
            "--out",
            path("plain.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
    Outcome converted = run("convert", path("plain.zip"), "--dataset", dataset, "--out", out);
    assertEquals(0, converted.exitCode(), converted.err());
    Outcome outcome = run("evaluate", out, "--dataset", dataset, "--early-exit", "auto");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome
            .out()
            .replaceAll("\\s+", " ")
            .contains("of 2,000 training samples, on which the model was trained, change"),
        outcome.out());
  }
}
