package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
  private static SpikingNetwork network(
      Arithmetic arithmetic, float w, float b, float theta, float v0, float resistance) {
    float[] one = {theta};
    Firing firing =
        new Firing(one, new float[] {v0}, FireRule.AT_THRESHOLD, Reset.SUBTRACT, new float[1]);
    Population layer =
        new Population(
            "a",
            Projection.INPUT,
            new Affine(2, 1, new float[] {w, w}, new float[] {b}),
            new IntegrateAndFire(new float[] {resistance}, firing));
    RunDefaults defaults = new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE);
    return new SpikingNetwork(List.of(2), List.of(layer), 1, arithmetic, defaults, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT8  | 128 | 0 | 1 | 0 | 1 | a weight is 128.0, expected an integer from -127 to 127 in int8",
        "INT8  | 1.5 | 0 | 1 | 0 | 1 | a weight is 1.5, expected an integer from -127 to 127 in int8",
        "INT16 | -0.0| 0 | 1 | 0 | 1 | a weight is -0.0, expected an integer from -32767 to 32767 in int16",
        "INT16 | 1 | 0.5 | 1 | 0 | 1 | a bias is 0.5, expected an integer from -16384 to 16384 in int16",
        "INT16 | 1 | 0 | 20000 | 0 | 1 | a threshold is 20000.0, expected an integer from -16384 to 16384 in int16",
        "INT16 | 1 | 0 | 3 | 0.5 | 1 | a initial potential is 0.5, expected an integer from -16384 to 16384 in int16",
        "INT16 | 1 | 0 | 3 | 0 | 2 | a resistance is 2.0, expected 1 in int16",
        "INT16 | 8000 | 384 | 3 | 0 | 1 | a current can reach 16384, expected less than 16384 in int16",
        "INT16 | -8000 | -384 | 3 | 0 | 1 | a current can reach 16384, expected less than 16384 in int16"
      })
  void refuses(
      Arithmetic arithmetic,
      float w,
      float b,
      float theta,
      float v0,
      float resistance,
      String message) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> network(arithmetic, w, b, theta, v0, resistance));
    assertEquals("layer a: " + message, thrown.getMessage());
  }

  @Test
  void initialPotentialsAreRounded() {
    SpikingNetwork network = network(Arithmetic.INT8, 1, 0, 3, 0, 1);
    SpikingNetwork half = network.withFiring(firing -> firing.withInitialPotential(0.5f));
    assertEquals(2, half.populations().get(0).neurons().firing().initialPotential()[0]);
    assertEquals(2 + 3 * 2, network.footprintBytes());
    assertEquals(4 * (2 + 3), network(Arithmetic.FLOAT, 1, 0, 3, 0, 1).footprintBytes());
  }
}
