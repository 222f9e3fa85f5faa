package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizerTest {
  private static final Firing UNIT = Firing.unit(2, 0.5f, Reset.SUBTRACT);

  private static SpikingNetwork network(Affine affine, NeuronModel neurons) {
    return new SpikingNetwork(
        List.of(affine.inputs()),
        List.of(new Population("only", Projection.INPUT, affine, neurons)),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES),
        Map.of());
  }

  private static SpikingNetwork two(float... weight) {
    return network(
        new Affine(2, 2, weight, new float[] {0.25f, -0.0625f}), IntegrateAndFire.of(UNIT));
  }

  @Test
  void theLargestWeightTakesAllBits() throws ConversionRefusedException {
    SpikingNetwork integers = Quantizer.quantize(two(0.5f, -0.25f, 0.1f, -0.001f), Arithmetic.INT8);
    // 127 / 0.5 = 254 for each 1
    Affine affine = (Affine) integers.populations().get(0).projections().get(0).connection();
    assertArrayEquals(new float[] {127, -64, 25, 0}, affine.weight());
    assertArrayEquals(new float[] {64, -16}, affine.bias());
    Firing firing = integers.populations().get(0).neurons().firing();
    assertArrayEquals(new float[] {254, 254}, firing.threshold());
    assertArrayEquals(new float[] {127, 127}, firing.initialPotential());
    assertEquals("254.0", integers.provenance().get("integer_scale_only"));
    assertEquals(4 + 3 * 2 * 2, integers.footprintBytes());
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16"})
  void whateverIsMadeKeepsTheRules(Arithmetic arithmetic) throws ConversionRefusedException {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 30; trial++) {
      int inputs = random.nextInt(1, 600);
      float[] weight = new float[2 * inputs];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = (float) random.nextDouble(-1, 1 + trial / 10.0);
      }
      SpikingNetwork floats =
          network(new Affine(inputs, 2, weight, new float[] {1, -1}), IntegrateAndFire.of(UNIT));
      assertEquals(arithmetic, Quantizer.quantize(floats, arithmetic).arithmetic());
    }
  }

  @Test
  void refusesWhatIntegersCannotStandFor() {
    var tooFar =
        assertThrows(
            ConversionRefusedException.class,
            () -> Quantizer.quantize(two(1000, 1, 1, 1), Arithmetic.INT8));
    assertEquals(
        "layer only: weights of int8 leave no room for its thresholds;"
            + " use more bits or another normalisation",
        tooFar.getMessage());
    float[] ones = {1, 1};
    var leaky =
        assertThrows(
            ConversionRefusedException.class,
            () ->
                Quantizer.quantize(
                    network(
                        new Affine(2, 2, new float[4], new float[2]),
                        new LeakyIntegrateAndFire(ones, ones, new float[2], UNIT)),
                    Arithmetic.INT16));
    assertTrue(leaky.getMessage().startsWith("layer only has neurons other than"));
  }

  @Test
  void networksOfZerosStayZero() throws ConversionRefusedException {
    SpikingNetwork zeros =
        network(new Affine(2, 2, new float[4], new float[2]), IntegrateAndFire.of(UNIT));
    Firing firing =
        Quantizer.quantize(zeros, Arithmetic.INT8).populations().get(0).neurons().firing();
    assertArrayEquals(new float[] {16384, 16384}, firing.threshold());
  }
}
