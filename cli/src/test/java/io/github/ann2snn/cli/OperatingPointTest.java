package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a network is run, chosen where the user does not say. */
class OperatingPointTest extends TrainedNetworkTest {
  private Outcome convert(String out, String... more) {
    String[] args = {"convert", model, "--dataset", dataset, "--out", path(out)};
    return run(QuartersTest.with(args, more));
  }

  private JsonNode results(String network) throws IOException {
    Path file = folder.resolve("results.json");
    Outcome compared =
        run("compare", model, network, "--dataset", dataset, "--out", file.toString());
    assertEquals(0, compared.exitCode(), compared.err());
    return new JsonMapper().readTree(file.toFile());
  }

  @Test
  void theChoiceAndItsReasonsGoWithTheNetworkAndItsResults() throws IOException {
    Outcome made = convert("net.nir", "--max-accuracy-drop", "40", "--timesteps", "9");
    assertEquals(0, made.exitCode(), made.err());
    for (String line :
        new String[] {
          "Operating point: T = ", "Tried: ", "Why: the cheapest in synops", "On ", "Beside it: "
        }) {
      assertTrue(made.out().lines().anyMatch(l -> l.startsWith(line)), line + made.out());
    }
    JsonNode results = results(path("net.nir"));
    JsonNode point = results.get("operatingPoint");
    assertEquals("ann2snn.operating-point/1", point.get("schema").asText());
    assertTrue(point.get("met").asBoolean(), point.toString());
    assertTrue(point.get("upperBound").asDouble() <= 0.4, point.toString());
    int steps = point.at("/chosen/timesteps").asInt();
    assertTrue(steps >= 1 && steps <= 9, point.toString());
    assertEquals(steps, results.at("/snn/timesteps").asInt());
    assertEquals(point.at("/chosen/readoutStart").asInt(), results.at("/snn/readoutStart").asInt());
    assertTrue(point.get("front").size() >= 1);
    assertTrue(results.get("verdict").asText().startsWith("Stop after " + steps + " step"));
    assertFalse(results.at("/provenance/network").has("operating_point"));
  }

  /** Of many samples training holds some out by itself, by which learned ones are judged. */
  @Test
  void heldOutSamplesSayWhichLearnedOnesCount() throws IOException {
    String[] train = {"train", "--dataset", "digits", "--architecture", "784-16-10"};
    Outcome trained = run(QuartersTest.with(train, "--epochs", "2", "--out", path("own.zip")));
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(trained.err().contains(", validation "), trained.err());
    Path provenance = folder.resolve("own.zip.provenance.json");
    JsonNode training = new JsonMapper().readTree(provenance.toFile()).get("training");
    assertEquals(2_000.0 / 60_000, training.get("validationFraction").asDouble());
    String[] convert = {
      "convert", path("own.zip"), "--dataset", "digits", "--out", path("own.nir")
    };
    Outcome made = run(QuartersTest.with(convert, "--max-accuracy-drop", "1", "--timesteps", "4"));
    assertEquals(0, made.exitCode(), made.err());
    assertTrue(
        made.out().contains(" of the learned ones as many as have margins like theirs."),
        made.out());
  }

  @Test
  void threadsDoNotChangeTheChoice() throws IOException {
    for (String threads : new String[] {"1", "3"}) {
      convert(
          threads + ".nir", "--max-accuracy-drop", "1", "--timesteps", "8", "--threads", threads);
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("1.nir")), Files.readAllBytes(folder.resolve("3.nir")));
  }

  @Test
  void whereNothingReachesTheGoalTheNearestIsTakenAndSaid() throws IOException {
    Outcome made =
        convert("net.nir", "--max-accuracy-drop=0", "--timesteps=3", "--confidence=0.999");
    assertEquals(0, made.exitCode(), made.err());
    assertTrue(made.out().contains("Why: nothing is shown to lose at most 0.0 points"), made.out());
    assertTrue(made.err().contains("held-out samples are too few to show a loss"), made.err());
    assertFalse(results(path("net.nir")).at("/operatingPoint/met").asBoolean());
  }

  @Test
  void whatIsGivenIsNotSearched() throws IOException {
    Outcome made =
        convert(
            "net.nir",
            "--max-accuracy-drop=40",
            "--normalization=channel",
            "--calibrate=potential",
            "--calibration-timesteps=3",
            "--readout-start=2",
            "--readout=spikes",
            "--timesteps=5");
    assertEquals(0, made.exitCode(), made.err());
    JsonNode point = results(path("net.nir")).get("operatingPoint");
    assertEquals(2, point.at("/chosen/readoutStart").asInt());
    point
        .get("screened")
        .forEach(
            setting -> {
              assertTrue(setting.asText().startsWith("channel 99.9 for 3 steps"), setting.asText());
              assertTrue(setting.asText().endsWith("current, spikes"), setting.asText());
            });
  }

  /** What is made for few steps is run until outputs count, too. */
  @Test
  void outputsMayCountFromALateStepOn() throws IOException {
    Outcome made = convert("net.nir", "--max-accuracy-drop=40", "--readout-start=20");
    assertEquals(0, made.exitCode(), made.err());
    JsonNode chosen = results(path("net.nir")).at("/operatingPoint/chosen");
    assertEquals(20, chosen.get("readoutStart").asInt());
    assertTrue(chosen.get("timesteps").asInt() >= 20, chosen.toString());
  }

  @Test
  void aRunThatIsNotAsChosenIsNoOperatingPoint() throws IOException {
    convert("net.nir", "--max-accuracy-drop", "40", "--timesteps", "4");
    Outcome other =
        run("evaluate", path("net.nir"), "--dataset", dataset, "--timesteps=11", "--json");
    assertEquals(0, other.exitCode(), other.err());
    JsonNode results = new JsonMapper().readTree(other.out());
    assertFalse(results.has("operatingPoint"));
    assertTrue(results.get("verdict").asText().startsWith("After 11 steps"));
  }

  @Test
  void bothGivenLeaveNothingToSearch() {
    Outcome made = convert("net.nir", "--normalization", "percentile", "--timesteps", "32");
    assertEquals(0, made.exitCode(), made.err());
    assertFalse(made.out().contains("Operating point"), made.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--readout-start=9 --timesteps=8, 'readout start is 9, expected 1 to 8, the last step'",
    "--readout-start=0, '''0'' is neither a step from 1 on nor auto'",
    "--percentile=99 --normalization=mmse, --percentile contradicts --normalization mmse",
    "--calibration-timesteps=4 --normalization=max, --calibration-timesteps contradicts",
    "--calibration-timesteps=0, '--calibration-timesteps is 0, expected at least 1'",
    "--normalization=max --timesteps=8 --confidence=0.9, --confidence is of a search",
    "--max-accuracy-drop=-1, '--max-accuracy-drop is -1.0, expected 0 to 100'",
    "--max-accuracy-drop=1 --confidence=0.5, '--confidence is 0.5, expected 0.5 < C < 1'"
  })
  void contradictionsAreRefused(String options, String message) {
    Outcome refused = convert("net.nir", options.split(" "));
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains(message), refused.err());
    assertFalse(Files.exists(folder.resolve("net.nir")));
  }
}
