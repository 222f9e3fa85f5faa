package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tuning does, chooses and refuses. */
class TuneCommandTest extends TunedTest {
  private static final ObjectNode NONE = new JsonMapper().createObjectNode();

  @Test
  void theTableSaysWhatWasDoneAndChosen() throws IOException {
    for (String part :
        List.of(
            "objective synops, accuracy drop at most 2.0 points with 95 % confidence",
            "held-out training samples that the model has not learned",
            "4 trials of T = 8; the budget is spent",
            "Pareto front of synops and accuracy on the search samples",
            "Chosen: trial ",
            "  held out ",
            "  test ")) {
      assertTrue(whole.out().contains(part), part + " in " + whole.out());
    }
    for (String part :
        List.of("Trial 1: percentile 99.9, v0 0.5, current, membrane: ", "Trial 4")) {
      assertTrue(whole.err().contains(part), part + " in " + whole.err());
    }
  }

  @Test
  void theFileHasTheDocumentedKeys() throws IOException {
    JsonNode root = json(wholeFile("tuning.json"));
    assertEquals("ann2snn.tuning/1", root.get("schema").asText());
    assertEquals("synops", root.at("/settings/objective").asText());
    assertEquals(4, root.get("trials").size());
    JsonNode trial = root.at("/trials/0");
    assertEquals("percentile", trial.at("/setting/normalization").asText());
    assertEquals(2, trial.at("/setting/percentiles").size());
    assertEquals(8, trial.get("accuracyByTimestep").size());
    assertEquals(8, trial.get("synapticOperationsByTimestep").size());
    assertTrue(root.get("front").size() > 2);
    JsonNode choice = root.get("choice");
    assertTrue(choice.get("upperBound").asDouble() <= 0.02, choice.toString());
    assertTrue(choice.get("accuracyDrop").asDouble() < choice.get("upperBound").asDouble());
    JsonNode last = NONE;
    for (JsonNode confirmation : root.get("confirmations")) {
      last = confirmation.get("passes").asBoolean() ? confirmation : last;
    }
    assertEquals(choice.get("point"), last.get("point"));
    JsonNode test = root.get("test");
    int samples = test.get("samples").asInt();
    assertEquals(samples, test.at("/point/counts/samples").asInt());
    assertEquals(
        test.get("annAccuracy").asDouble() - test.at("/point/accuracy").asDouble(),
        test.get("accuracyDrop").asDouble(),
        1e-12);
    int search = root.at("/heldOut/searchSamples").asInt();
    assertEquals(search, trial.at("/points/0/counts/samples").asInt());
    assertEquals(
        root.at("/heldOut/confirmationSamples").asInt(),
        choice.at("/point/counts/samples").asInt());
  }

  @Test
  void theCommandsPrintedMakeTheSameAgain() throws IOException {
    String[] lines = whole.err().split("\\R", -1);
    List<String> commands =
        Arrays.stream(lines).filter(line -> line.startsWith("  ann2snn ")).toList();
    assertEquals(2, commands.size(), whole.err());
    Outcome converted = run(words(commands.get(0)));
    assertEquals(0, converted.exitCode(), converted.err());
    List<String> evaluate = new ArrayList<>(List.of(words(commands.get(1))));
    evaluate.set(1, wholeFile("again.nir").toString());
    evaluate.add("--json");
    Outcome outcome = run(evaluate.toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode snn = new JsonMapper().readTree(outcome.out()).get("snn");
    JsonNode test = json(wholeFile("tuning.json")).at("/test/point");
    JsonNode result = snn.has("earlyExit") ? snn.get("earlyExit") : snn;
    assertEquals(test.get("accuracy"), result.get("accuracy"));
    assertEquals(test.get("synapticOperations"), result.get("synapticOperationsPerSample"));
    String network = run("inspect", wholeFile("network.nir").toString()).out();
    assertTrue(network.contains("tuning_max_accuracy_drop: 2.0"), network);
  }

  @Test
  void theOptionsBesideItMakeTheSameAgain() throws IOException {
    String options = wholeFile("config.properties").toString();
    Outcome again = run("tune", heldOut, "--config", options, "--out", path("again"));
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(whole.out(), again.out());
    assertSameBytes(wholeFile("tuning.json"), folder.resolve("again/tuning.json"));
    assertSameBytes(wholeFile("network.nir"), folder.resolve("again/network.nir"));
  }

  private static String[] words(String command) {
    String[] words = command.strip().split(" ", -1);
    return Arrays.copyOfRange(words, 1, words.length);
  }

  @Test
  void aModelThatHasLearnedAllSamplesGetsASurrogate() throws IOException {
    Outcome outcome = tune("surrogate", learned, "--budget", "2");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("training a surrogate like it"), outcome.err());
    assertFalse(outcome.err().contains(", test "), outcome.err());
    JsonNode root = json(folder.resolve("surrogate/tuning.json"));
    assertTrue(root.at("/heldOut/basis").asText().contains("surrogate"), root.toString());
    assertTrue(Files.exists(folder.resolve("surrogate/surrogate.zip")));

    Outcome without = tune("without", learned, "--budget", "1", "--no-surrogate");
    assertEquals(0, without.exitCode(), without.err());
    assertTrue(without.err().contains("NOTICE: the model is tuned on samples"), without.err());
    assertFalse(Files.exists(folder.resolve("without/surrogate.zip")));
  }

  @Test
  void aDropThatNothingMeets() throws IOException {
    Outcome outcome =
        tune("none", heldOut, "--max-accuracy-drop", "0", "--budget", "1", "--timesteps", "1");
    assertEquals(1, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("are too few: even a network that is right"), outcome.err());
    assertTrue(outcome.err().contains("no setting was shown to lose at most 0.0"), outcome.err());
    assertTrue(outcome.out().contains("The nearest, trial 1, "), outcome.out());
    assertTrue(outcome.out().contains("The test samples were not looked at."), outcome.out());
    JsonNode root = json(folder.resolve("none/tuning.json"));
    assertTrue(root.get("front").size() >= 1);
    assertFalse(root.has("choice") || root.has("test"));
    assertFalse(Files.exists(folder.resolve("none/network.nir")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-accuracy-drop -5 | --max-accuracy-drop is -5.0, expected 0 to 100 percentage points",
        "--max-accuracy-drop x | Invalid value for option '--max-accuracy-drop'",
        "--confidence 1 | --confidence is 1.0, expected 0.5 < C < 1",
        "--budget 0 | --budget is 0, expected at least 1",
        "--timesteps 0 | --timesteps is 0, expected 1 to 65536",
        "--calibration-samples 0 | --calibration-samples is 0, expected at least 1",
        "--coding morse | Invalid value for option '--coding'",
        "--objective joy | Invalid value for option '--objective': 'joy' is none of energy, latency, synops",
        "--threads 0 | --threads is 0, expected at least 1"
      })
  void aWrongCommandLineIsExplained(String options, String message) {
    Outcome outcome = tune("bad", heldOut, options.split(" ", -1));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertEquals("", outcome.out());
    assertFalse(Files.exists(folder.resolve("bad/tuning.json")));
  }

  @Test
  void theDropIsAskedFor() {
    Outcome outcome = run("tune", heldOut, "--dataset", "digits", "--out", path("bad"));
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome.err().contains("Missing required option: '--max-accuracy-drop=POINTS'"),
        outcome.err());
  }
}
