package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingBenchmarkTest extends QuartersTest {
  private Outcome bench(String... more) {
    return run(
        with(
            new String[] {
              "bench-training", "--dataset", dataset, "--architecture", "16-20-4", "--seed", "3"
            },
            more));
  }

  @Test
  void trainsBothWaysInTurn() throws IOException {
    Outcome outcome = bench("--epochs", "3", "--learning-rate", "0.01");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode json = new JsonMapper().readTree(outcome.out());
    assertEquals(3, json.get("seconds").size());
    assertEquals(3, json.get("naiveSeconds").size());
    assertTrue(json.get("accuracy").asDouble() > 0.9, outcome.out());
    assertTrue(json.get("naiveAccuracy").asDouble() > 0.9, outcome.out());
    assertTrue(json.get("ratio").asDouble() > 0, outcome.out());
    assertTrue(outcome.err().contains("Epoch 3: "), outcome.err());
  }

  @Test
  void needsAnEpochAfterTheWarmUp() {
    Outcome outcome = bench("--epochs", "1");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("--epochs is 1, expected at least 2"), outcome.err());
  }

  @Test
  void saysWhyTheOtherProcessEnded() throws IOException {
    try (NaiveProcess process =
        new NaiveProcess(List.of("bench-naive-training", "--dataset=imagenet"))) {
      String message = "";
      try {
        process.epoch();
      } catch (IOException e) {
        message = e.getMessage();
      }
      assertTrue(
          message.contains("the naive training ended early: ann2snn: unknown data set 'imagenet'"),
          message);
    }
  }

  @Test
  void theOtherProcessHasNoSettingsOfTheNativeLibraries() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "OMP_WAIT_POLICY", "PASSIVE",
                "OMP_NUM_THREADS", "2",
                "OPENBLAS_CORETYPE", "SkylakeX",
                "OPENBLAS_L2_SIZE", "512"));
    NaiveProcess.removeSettings(environment);
    assertEquals(Map.of("PATH", "/bin"), environment);
  }

  @Test
  void theMedianLeavesTheFirstEpochOut() {
    TrainingTimes odd =
        new TrainingTimes(List.of(99.0, 8.0, 6.0, 7.0), List.of(50.0, 3.0, 2.0, 1.0), 0, 0);
    assertEquals(7, odd.naiveMedian());
    assertEquals(2, odd.median());
    assertEquals(3.5, odd.ratio());
    TrainingTimes even = new TrainingTimes(List.of(9.0, 4.0, 2.0), List.of(9.0, 1.0, 2.0), 0, 0);
    assertEquals(2, even.ratio());
  }

  @Test
  void theHelpDoesNotShowIt() {
    assertFalse(run("--help").out().contains("bench-"));
  }
}
