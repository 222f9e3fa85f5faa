package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunings of a small model on the built-in digits. */
class TuneCommandTest extends CommandLineTest {
  private static final ObjectNode NONE = new JsonMapper().createObjectNode();

  @TempDir static Path shared;
  private static String learned;
  private static String heldOut;
  private static Outcome whole;

  /** A command line for tests that need no folder of their own. */
  private static final class Setup extends CommandLineTest {}

  @BeforeAll
  static void runOnce() {
    Setup setup = new Setup();
    setup.folder = shared;
    learned = shared.resolve("learned.zip").toString();
    heldOut = shared.resolve("heldout.zip").toString();
    train(setup, learned, "0");
    train(setup, heldOut, "0.3");
    whole = tune(setup, shared.resolve("whole").toString(), heldOut);
    assertEquals(0, whole.exitCode(), whole.err());
  }

  private static void train(CommandLineTest setup, String model, String validation) {
    Outcome outcome =
        setup.run(
            "train",
            "--dataset",
            "digits",
            "--architecture",
            "784-20-10",
            "--epochs",
            "1",
            "--validation-split",
            validation,
            "--out",
            model);
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  private static Outcome tune(CommandLineTest setup, String out, String model, String... more) {
    List<String> args = new ArrayList<>(List.of("tune", model, "--dataset", "digits"));
    args.addAll(List.of("--out", out));
    for (List<String> option :
        List.of(
            List.of("--max-accuracy-drop", "2"),
            List.of("--budget", "4"),
            List.of("--timesteps", "8"),
            List.of("--calibration-samples", "500"))) {
      if (!Arrays.asList(more).contains(option.get(0))) {
        args.addAll(option);
      }
    }
    args.addAll(List.of(more));
    return setup.run(args.toArray(String[]::new));
  }

  private Outcome tune(String out, String model, String... more) {
    return tune(this, path(out), model, more);
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(file.toFile());
  }

  private static Path wholeFile(String name) {
    return shared.resolve("whole").resolve(name);
  }

  /** A folder with what an earlier tuning has left there. */
  private Path copyOf(JsonNode tuning) throws IOException {
    Path out = Files.createDirectories(folder.resolve("copy"));
    Files.writeString(
        out.resolve("tuning.json"),
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tuning));
    return out;
  }

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
  void anInterruptedTuningEndsWithTheSameBytes() throws IOException {
    ObjectNode begun = json(wholeFile("tuning.json")).deepCopy();
    begun.remove(List.of("ended", "front", "confirmations", "choice", "test"));
    ((ArrayNode) begun.get("trials")).remove(3);
    ((ArrayNode) begun.get("trials")).remove(2);
    Path out = copyOf(begun);
    Outcome outcome = tune(this, out.toString(), heldOut, "--threads", "3");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Took over 2 trials from "), outcome.err());
    assertFalse(outcome.err().contains("Trial 2:"), outcome.err());
    assertEquals(whole.out(), outcome.out());
    for (String file : List.of("tuning.json", "network.nir")) {
      assertArrayEquals(
          Files.readAllBytes(wholeFile(file)), Files.readAllBytes(out.resolve(file)), file);
    }
    Outcome again = tune(this, out.toString(), heldOut);
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.err().contains("nothing is simulated again"), again.err());
    assertEquals(whole.out(), again.out());
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

  /** A folder with the whole tuning, which was asked for a drop of 2 points. */
  private Path answered() throws IOException {
    Path out = Files.createDirectory(folder.resolve("answered"));
    for (String file : List.of("tuning.json", "network.nir", "config.properties")) {
      Files.copy(wholeFile(file), out.resolve(file));
    }
    return out;
  }

  private static void assertSameBytes(Path expected, Path actual) throws IOException {
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual), actual.toString());
  }

  @Test
  void anotherQuestionTakesOverTrialsAndKeepsTheAnswer() throws IOException {
    Path out = answered();
    String[] question = {"--objective", "energy", "--max-accuracy-drop", "5", "--budget", "5"};
    Outcome outcome = tune(this, out.toString(), heldOut, question);
    assertEquals(0, outcome.exitCode(), outcome.err());
    Path kept = out.resolve("earlier/synops-2.0-0.95-4");
    assertTrue(outcome.err().contains("it is kept in " + kept + "."), outcome.err());
    assertTrue(outcome.err().contains("Of 5 trials 4 were known before."), outcome.err());
    assertTrue(outcome.err().contains("Trial 5: "), outcome.err());
    assertFalse(outcome.err().contains("Trial 4: "), outcome.err());
    assertTrue(
        outcome.out().contains("accuracy drop at most 2.0 points with 95 % confidence, budget 4"),
        outcome.out());
    assertSameBytes(wholeFile("tuning.json"), kept.resolve("tuning.json"));
    assertSameBytes(wholeFile("network.nir"), kept.resolve("network.nir"));
    assertSameBytes(wholeFile("config.properties"), kept.resolve("config.properties"));
    String options = Files.readString(out.resolve("config.properties"));
    assertTrue(options.contains("\nobjective = energy\n"), options);

    Outcome fresh = tune("fresh", heldOut, question);
    assertEquals(0, fresh.exitCode(), fresh.err());
    ObjectNode found = (ObjectNode) json(out.resolve("tuning.json"));
    JsonNode earlier = found.remove("earlier");
    assertEquals(json(folder.resolve("fresh/tuning.json")), found);
    assertSameBytes(folder.resolve("fresh/network.nir"), out.resolve("network.nir"));
    assertEquals(1, earlier.size());
    assertEquals(2.0, earlier.at("/0/question/maxAccuracyDrop").asDouble());
    assertTrue(earlier.at("/0/tested").asBoolean());
  }

  @Test
  void aQuestionIsAnsweredAgainFromWhatIsKnown() throws IOException {
    Path out = answered();
    String[] hopeless = {"--max-accuracy-drop", "0", "--confidence", "0.999", "--budget", "2"};
    Outcome none = tune(this, out.toString(), heldOut, hopeless);
    assertEquals(1, none.exitCode(), none.err());
    assertTrue(none.err().contains("Of 2 trials 2 were known before."), none.err());
    assertFalse(json(out.resolve("tuning.json")).has("choice"));
    // the network of another answer does not stay beside this one
    assertFalse(Files.exists(out.resolve("network.nir")));
    assertSameBytes(wholeFile("network.nir"), out.resolve("earlier/synops-2.0-0.95-4/network.nir"));

    Outcome again = tune(this, out.toString(), heldOut);
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.err().contains("Of 4 trials 4 were known before."), again.err());
    assertTrue(again.err().contains("the test samples are not simulated again"), again.err());
    assertFalse(again.err().contains("Trial "), again.err());
    assertTrue(again.out().startsWith(whole.out()), again.out());
    assertSameBytes(wholeFile("network.nir"), out.resolve("network.nir"));
    ObjectNode found = (ObjectNode) json(out.resolve("tuning.json"));
    assertEquals(0.999, found.remove("earlier").at("/0/question/confidence").asDouble());
    assertEquals(json(wholeFile("tuning.json")), found);
  }

  @Test
  void aNetworkThatIsGoneIsMadeAgain() throws IOException {
    Path out = answered();
    Files.delete(out.resolve("network.nir"));
    Outcome outcome = tune(this, out.toString(), heldOut);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertFalse(outcome.err().contains("Trial "), outcome.err());
    for (String file : List.of("tuning.json", "network.nir")) {
      assertSameBytes(wholeFile(file), out.resolve(file));
    }
  }

  @Test
  void damagedEarlierAnswersAreNamed() throws IOException {
    Path out = answered();
    Path kept = Files.createDirectories(out.resolve("earlier/synops-3.0-0.95-4"));
    Files.writeString(kept.resolve("tuning.json"), "{");
    Outcome outcome = tune(this, out.toString(), heldOut, "--max-accuracy-drop", "5");
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(kept.resolve("tuning.json") + ": "), outcome.err());
    assertSameBytes(wholeFile("tuning.json"), out.resolve("tuning.json"));
  }

  private void assertRefused(Path out, String message, String... more) throws IOException {
    byte[] before = Files.readAllBytes(out.resolve("tuning.json"));
    Outcome outcome = tune(this, out.toString(), heldOut, more);
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), message + " in " + outcome.err());
    assertTrue(outcome.err().contains("name another folder with --out"), outcome.err());
    assertArrayEquals(before, Files.readAllBytes(out.resolve("tuning.json")));
  }

  @Test
  void filesOfOtherTunings() throws IOException {
    Path out = copyOf(json(wholeFile("tuning.json")));
    assertRefused(out, "its seed is 42, but 43 was asked for", "--seed", "43");
    assertRefused(out, "its number of time steps is 8, but 9 was asked for", "--timesteps", "9");
    Outcome outcome = tune(this, out.toString(), learned);
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("its model SHA-256 is "), outcome.err());
  }

  @Test
  void damagedFiles() throws IOException {
    ObjectNode whole = json(wholeFile("tuning.json")).deepCopy();
    ObjectNode swapped = whole.deepCopy();
    swapped.remove(List.of("ended", "front", "confirmations", "choice", "test"));
    ((ObjectNode) swapped.at("/trials/1")).set("setting", whole.at("/trials/0/setting"));
    assertRefused(copyOf(swapped), "trial 2 is of percentile 99.9, v0 0.5, current, membrane, but");
    ((ObjectNode) swapped.at("/trials/1")).put("number", 7);
    assertRefused(copyOf(swapped), "trial 7 stands where 2 should");
    assertRefused(copyOf(whole.deepCopy().put("schema", "other/1")), "its schema is other/1");
    ObjectNode without = whole.deepCopy();
    without.remove("trials");
    assertRefused(copyOf(without), "trials is missing");
    Path out = copyOf(whole);
    byte[] bytes = Files.readAllBytes(out.resolve("tuning.json"));
    for (int length : new int[] {0, 1, 900, bytes.length - 3}) {
      Files.write(out.resolve("tuning.json"), Arrays.copyOf(bytes, length));
      assertRefused(out, length == 0 ? "its schema is none" : "not a complete tuning file");
    }
  }
}
