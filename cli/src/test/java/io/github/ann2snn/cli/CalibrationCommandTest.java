package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversions for few time steps. */
class CalibrationCommandTest extends TrainedNetworkTest {
  private Outcome convert(String normalization, String calibrate) {
    Outcome converted =
        run(
            "convert",
            model,
            "--dataset",
            dataset,
            "--timesteps",
            "3",
            "--normalization",
            normalization,
            "--calibrate",
            calibrate,
            "--out",
            path("net.nir"));
    assertEquals(0, converted.exitCode(), converted.err());
    return converted;
  }

  @Test
  void passesAreKeptInTheNetwork() throws IOException {
    String[] twice = {
      "convert",
      model,
      "--dataset",
      dataset,
      "--calibrate",
      "bias",
      "--out",
      path("twice.nir"),
      "--calibration-passes",
      "2"
    };
    Outcome converted = run(twice);
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(converted.out().contains("  calibration_passes: 2"), converted.out());
    twice[twice.length - 1] = "0";
    assertFails(2, "calibration passes is 0, expected 1 to 100", twice);
    twice[twice.length - 1] = "101";
    assertFails(2, "calibration passes is 101, expected 1 to 100", twice);
  }

  @Test
  void passesOfNothingAreRefused() {
    for (String[] command :
        new String[][] {
          {"convert", model, "--out", path("none.nir"), "--calibrate", "none"},
          {"run", "--model", model, "--normalization", "percentile", "--timesteps", "4"}
        }) {
      String[] args =
          Stream.concat(
                  Arrays.stream(command),
                  Stream.of("--dataset", dataset, "--calibration-passes", "2"))
              .toArray(String[]::new);
      assertFails(2, "--calibration-passes 2 repeats what --calibrate corrects", args);
    }
    assertFalse(Files.exists(folder.resolve("none.nir")));
  }

  @Test
  void saysThatCalibrationDepartsFromTheCertificate() throws IOException {
    Outcome converted = convert("mmse", "both");
    String err = converted.err();
    assertTrue(err.contains("Converted by mmse on "), err);
    assertTrue(
        err.contains(
            "The certificate is for the network before calibration. Calibrated (both) for 3 steps of current coding, which changes the function on purpose:"),
        err);
    assertTrue(err.contains("  dense_0: biases by mean 0."), err);
    assertTrue(err.contains("  output: biases by mean "), err);
    assertTrue(converted.out().contains("  calibration: both"), converted.out());
    assertTrue(converted.out().contains("  calibration_timesteps: 3"), converted.out());

    Outcome evaluated = run("evaluate", path("net.nir"), "--dataset", dataset, "--json");
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    JsonNode results = new JsonMapper().readTree(evaluated.out());
    assertEquals("mmse", results.at("/snn/normalization").asText());
    assertFalse(results.get("snn").has("percentile"));
    assertFalse(results.get("snn").has("initialPotential"));
    assertEquals("both", results.at("/provenance/network/calibration").asText());
    assertTrue(
        results.at("/provenance/network/bias_change_dense_0").asText().startsWith("mean 0."),
        results.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmse-channel", "ltb", "ltb-channel"})
  void withoutCalibrationNothingIsCorrected(String normalization) {
    Outcome converted = convert(normalization, "none");
    assertFalse(converted.err().contains("on purpose"), converted.err());
    assertTrue(converted.out().contains("normalization: " + normalization), converted.out());
    assertFalse(converted.out().contains("calibration: "), converted.out());
    assertFalse(converted.out().contains("percentile: "), converted.out());
    assertEquals(
        normalization.startsWith("mmse"), converted.out().contains("calibration_timesteps: 3"));
  }

  @Test
  void unknownNamesAreRefused() {
    assertFails(
        2,
        "'often' is none of none, bias, potential, both",
        "convert",
        model,
        "--dataset",
        dataset,
        "--calibrate",
        "often");
    assertFails(
        2,
        "'min' is none of percentile, max, model, channel, mmse, mmse-channel, ltb, ltb-channel",
        "convert",
        model,
        "--dataset",
        dataset,
        "--normalization",
        "min");
  }

  @Test
  void samplesThatAreAllZeroAreRefused() throws IOException {
    Path csv = folder.resolve("zero.csv");
    StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,label\n");
    for (int i = 0; i < 40; i++) {
      text.append("0,".repeat(16)).append(i % 4).append('\n');
    }
    Files.writeString(csv, text.toString());
    assertFails(
        4,
        "layer 0 (dense_0, dense) cannot be calibrated: all ",
        "convert",
        model,
        "--dataset",
        "csv:" + csv,
        "--calibrate",
        "bias",
        "--normalization",
        "model",
        "--out",
        path("zero.nir"));
    assertFalse(Files.exists(folder.resolve("zero.nir")));
  }
}
