package io.github.ann2snn.convert.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.attribution.ErrorSplit.IdealNeuron;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorSplitTest {
  private static final IdealNeuron FOUR_STEPS = new IdealNeuron(4, FireRule.AT_THRESHOLD);

  @Test
  void clippingAlone() {
    assertEquals(new ErrorSplit(-0.5, 0, 0, 0), ErrorSplit.of(FOUR_STEPS, 1.5, 1.5, 0.5, 4));
  }

  @Test
  void quantisationAlone() {
    assertEquals(
        new ErrorSplit(0, 0.25 - 0.3125, 0, 0), ErrorSplit.of(FOUR_STEPS, 0.3125, 0.3125, 0.5, 1));
  }

  @Test
  void allFourTerms() {
    // Activation 1.25 fires 4 times; the current 0.5 would fire twice; it fired three times.
    assertEquals(
        new ErrorSplit(-0.25, 0, -0.5, 0.25), ErrorSplit.of(FOUR_STEPS, 1.25, 0.5, 0.5, 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void termsAddUp(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      int steps = random.nextInt(1, 65);
      FireRule rule = random.nextBoolean() ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD;
      double x = Math.max(0, random.nextDouble(-1, 2));
      int spikes = random.nextInt(steps + 1);
      ErrorSplit split =
          ErrorSplit.of(
              new IdealNeuron(steps, rule),
              x,
              random.nextDouble(-2, 2),
              random.nextDouble(),
              spikes);
      assertEquals((double) spikes / steps - x, split.total(), 1e-12);
      assertTrue(split.clipping() <= 0);
      assertTrue(Math.abs(split.quantization()) <= 1.0 / steps + 1e-12);
    }
  }
}
