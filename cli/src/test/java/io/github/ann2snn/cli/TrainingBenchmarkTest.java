package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.bench.NaiveProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingBenchmarkTest extends QuartersTest {
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
  void theHelpDoesNotShowIt() {
    assertFalse(run("--help").out().contains("bench-"));
  }
}
