package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutional networks on the command line. The samples are images of 4 x 4. */
class ConvolutionCommandTest extends QuartersTest {
  private Outcome train(String architecture) {
    return run(
        "train",
        "--dataset",
        dataset,
        "--architecture",
        architecture,
        "--epochs",
        "3",
        "--learning-rate",
        "0.01",
        "--out",
        path("model.zip"));
  }

  @Test
  void trainsAndInspects() {
    Outcome trained = train("4x4x1-c6k3p1-bn-a2-c8k2-4");
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(trained.err().contains("Training 4x4x1-c6k3p1-bn-a2-c8k2-4"), trained.err());
    Outcome inspected = run("inspect", path("model.zip"));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(inspected.out().contains("Convolve c6k3p1"), inspected.out());
    assertTrue(
        inspected.out().contains("\"architecture\" : \"4x4x1-c6k3p1-bn-a2-c8k2-4\""),
        inspected.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4x4x1-c6k5-4 | part 2, c6k5, spans 5 rows, more than its input has (4)",
        "4x4x1-a3p3-4 | part 2, a3p3, padding must be less than the 3 rows that its kernel spans",
        "2x8x1-c6k2-4 | whose samples are [1, 4, 4] (channels, height, width), must begin with that",
        "4x4x3-c6k2-4 | must begin with 16 inputs and end with 4 classes; got 4x4x3-c6k2-4",
        "lenet | architecture 4x4x1-c20k5-a2-c50k5-a2-500-4: part 2, c20k5, spans 5 rows",
        "alexnet | which has one part only",
      })
  void refusesArchitecturesThatDoNotFit(String architecture, String message) throws IOException {
    Outcome outcome = train(architecture);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(Files.exists(folder.resolve("model.zip")));
  }

  @Test
  void convertsComparesAndExplains() {
    assertEquals(0, train("4x4x1-c6k3p1-bn-a2-c8k2-4").exitCode());
    Outcome converted =
        run(
            "convert",
            path("model.zip"),
            "--dataset",
            dataset,
            "--out",
            path("network.nir"),
            "--normalization",
            "mmse-channel",
            "--calibrate",
            "both",
            "--timesteps",
            "8");
    assertEquals(0, converted.exitCode(), converted.err());
    Outcome compared =
        run(
            "compare",
            path("model.zip"),
            path("network.nir"),
            "--dataset",
            dataset,
            "--timesteps",
            "8");
    assertEquals(0, compared.exitCode(), compared.err());
    assertFalse(compared.err().contains("was converted for"), compared.err());
    Outcome longer = run("evaluate", path("network.nir"), "--dataset", dataset, "--timesteps", "9");
    assertTrue(longer.err().contains("was converted for 8 steps; it runs 9"), longer.err());
    assertTrue(compared.out().contains("ANN 4x4x1-c6k3p1-bn-a2-c8k2-4"), compared.out());
    Outcome explained =
        run(
            "explain",
            path("model.zip"),
            path("network.nir"),
            "--dataset",
            dataset,
            "--timesteps",
            "8",
            "--samples",
            "20");
    assertEquals(0, explained.exitCode(), explained.err());
    assertTrue(explained.out().contains("conv_3"), explained.out());
  }

  @Test
  void maxPoolingIsGatedAveragedOrRefused() {
    assertEquals(0, train("4x4x1-c6k3p1-m2-4").exitCode());
    Outcome refused = convert("refuse");
    assertEquals(4, refused.exitCode(), refused.err());
    assertTrue(
        refused.err().contains("MaxPool pool_1 cannot be converted: it takes maxima"),
        refused.err());
    assertTrue(refused.err().contains("--max-pool gate"), refused.err());
    assertFalse(Files.exists(folder.resolve("network.nir")));

    Outcome averaged = convert("average");
    assertEquals(0, averaged.exitCode(), averaged.err());
    assertTrue(averaged.err().contains("maxima of 1 pooling layers"), averaged.err());
    assertTrue(averaged.out().contains("max_pooling"), averaged.out());
    assertEquals(0, explain().exitCode());

    Outcome gated = convert("gate");
    assertEquals(0, gated.exitCode(), gated.err());
    assertTrue(
        gated.err().contains("Max pooling before output is a gate that follows"), gated.err());
    assertTrue(gated.err().contains("NIR has no max pooling"), gated.err());
    assertTrue(gated.out().contains("gate_error_"), gated.out());
    Outcome explained = explain();
    assertEquals(0, explained.exitCode(), explained.err());
    assertTrue(explained.out().contains("max pooling gates"), explained.out());
    Outcome compared =
        run("compare", path("model.zip"), path("network.nir"), "--dataset", dataset, "--json");
    assertEquals(0, compared.exitCode(), compared.err());
    assertTrue(compared.out().contains("\"gateCompare\""), compared.out());
  }

  private Outcome convert(String maxPool) {
    return run(
        "convert",
        path("model.zip"),
        "--dataset",
        dataset,
        "--out",
        path("network.nir"),
        "--max-pool",
        maxPool);
  }

  private Outcome explain() {
    return run(
        "explain",
        path("model.zip"),
        path("network.nir"),
        "--dataset",
        dataset,
        "--timesteps",
        "8",
        "--samples",
        "20");
  }
}
