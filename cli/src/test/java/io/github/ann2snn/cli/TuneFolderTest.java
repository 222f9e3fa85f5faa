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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tunings that find an earlier one, or a part of one, in their folder. */
class TuneFolderTest extends TunedTest {
  /** A folder with what an earlier tuning has left there. */
  private Path copyOf(JsonNode tuning) throws IOException {
    Path out = Files.createDirectories(folder.resolve("copy"));
    Files.writeString(
        out.resolve("tuning.json"),
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tuning));
    return out;
  }

  /** A folder with the whole tuning, which was asked for a drop of 2 points. */
  private Path answered() throws IOException {
    Path out = Files.createDirectory(folder.resolve("answered"));
    for (String file : List.of("tuning.json", "network.nir", "config.properties")) {
      Files.copy(wholeFile(file), out.resolve(file));
    }
    return out;
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
