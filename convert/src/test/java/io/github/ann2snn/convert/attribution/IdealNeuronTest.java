package io.github.ann2snn.convert.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.attribution.ErrorSplit.IdealNeuron;
import io.github.ann2snn.convert.attribution.LayerAttribution.ErrorBound;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdealNeuronTest {
  @ParameterizedTest
  @CsvSource({
    "4, 0.5, 0, 2",
    "4, 0.25, 0.5, 1",
    "4, 0.125, 0.5, 1", // 0.5 + 4/8 = 1: fires at the threshold
    "4, 0.12, 0.5, 0",
    "4, 3, 0.5, 4", // at most one a step
    "4, -2, 1, 0"
  })
  void spikesWorkedOutByHand(int steps, double current, double initial, int spikes) {
    assertEquals(spikes, new IdealNeuron(steps, FireRule.AT_THRESHOLD).spikes(current, initial));
  }

  /** In 64ths, which floating point represents exactly. */
  @ParameterizedTest
  @EnumSource(FireRule.class)
  void isTheNeuronStepByStep(FireRule rule) {
    for (int c = -64; c <= 160; c++) {
      for (int v0 = 0; v0 <= 64; v0 += 4) {
        for (int steps : new int[] {1, 2, 7, 32}) {
          float v = v0 / 64f;
          int expected = 0;
          for (int t = 0; t < steps; t++) {
            v += c / 64f;
            if (rule.fires(v, 1)) {
              v -= 1;
              expected++;
            }
          }
          assertEquals(
              expected,
              new IdealNeuron(steps, rule).spikes(c / 64.0, v0 / 64.0),
              "c " + c + ", v0 " + v0 + ", T " + steps);
        }
      }
    }
  }

  /** The bound of {@link ErrorBound}. */
  @ParameterizedTest
  @CsvSource({"8, 0", "8, 0.5", "32, 0.25", "5, 1"})
  void quantisationKeepsItsBound(int steps, double initial) {
    IdealNeuron neuron = new IdealNeuron(steps, FireRule.AT_THRESHOLD);
    double sum = 0;
    int n = 10_000;
    for (int i = 0; i < n; i++) {
      double x = (i + 0.5) / n;
      double error = (double) neuron.spikes(x, initial) / steps - x;
      assertTrue(error > (initial - 1) / steps - 1e-12 && error <= initial / steps + 1e-12);
      sum += Math.abs(error);
    }
    double expected = (initial * initial + (1 - initial) * (1 - initial)) / (2 * steps);
    assertEquals(expected, sum / n, 1e-4);
  }
}
