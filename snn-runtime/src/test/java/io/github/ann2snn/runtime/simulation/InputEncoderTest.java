package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputEncoderTest {
  private static SpikeTrain encode(InputCoding coding, int timesteps, float... x) {
    return InputEncoder.encode(
            x, new SimulationSettings(timesteps, coding, Readout.MEMBRANE, 42), 3)
        .orElseThrow();
  }

  @Test
  void regularFiresAtTheRateOfTheInput() {
    SpikeTrain train = encode(InputCoding.REGULAR, 8, 0f, 0.25f, 0.5f, 1f);
    assertEquals("0001\n0011\n0001\n0111\n0001\n0011\n0001\n0111\n", train.toString());
  }

  @Test
  void binaryFiresAboveOneHalf() {
    assertEquals("001\n001\n", encode(InputCoding.BINARY, 2, 0.49f, 0.5f, 0.51f).toString());
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, 0.5f, 0.9f, 1f})
  void poissonFiresWithTheProbabilityOfTheInput(float p) {
    float[] x = new float[100];
    Arrays.fill(x, p);
    SpikeTrain train = encode(InputCoding.POISSON, 1000, x);
    int spikes = 0;
    for (int t = 0; t < 1000; t++) {
      spikes += train.count(t);
    }
    double fiveDeviations = 5 * Math.sqrt(p * (1 - p) / 100_000);
    assertEquals(p, spikes / 100_000.0, fiveDeviations);
  }

  @Test
  void aConstantCurrentHasNoSpikes() {
    assertThrows(NoSuchElementException.class, () -> encode(InputCoding.CURRENT, 2, 1f));
  }
}
