package io.github.ann2snn.convert.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.Certificate;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scales and weights of a 2-2-2 network worked out by hand. */
public class NormalizationTest {
  private static AnnLayer layer(String name, int source, float[] weight, float[] bias) {
    return PlainAnn.dense(name, source, 2, 2, weight, bias);
  }

  /** Hidden: a = 2 x0, b = 4 x1 - 1; output: 3 a - b + 1, b. */
  private static final PlainAnn ANN =
      new PlainAnn(
          List.of(
              layer("hidden", Projection.INPUT, new float[] {2, 0, 0, 4}, new float[] {0, -1}),
              layer("output", 0, new float[] {3, -1, 0, 1}, new float[] {1, 0})));

  /** Hidden activations (1, 0), (2, 1), (0, 3); logits (4, 0), (6, 1), (-2, 3). */
  private static final Split SAMPLES =
      Split.ofFloats(new float[] {0.5f, 0.25f, 1, 0.5f, 0, 1}, new byte[3], 2);

  public static ConversionConfig config(Normalization normalization, double percentile) {
    return config(normalization, percentile, 8);
  }

  public static ConversionConfig config(
      Normalization normalization, double percentile, int timesteps) {
    return config(normalization, percentile, timesteps, Reset.ZERO);
  }

  public static ConversionConfig config(
      Normalization normalization, double percentile, int timesteps, Reset reset) {
    return new ConversionConfig(
        normalization,
        percentile,
        0.25,
        reset,
        100,
        1,
        new RunDefaults(timesteps, InputCoding.REGULAR, Readout.SPIKES),
        Calibration.NONE,
        List.of(),
        MaxPooling.GATE);
  }

  @ParameterizedTest
  @CsvSource({
    // activations of the hidden layer: 0 0 1 1 2 3; of the output, below zero as zero: 0 0 1 3 4 6
    "PERCENTILE, 50, 1, 1",
    "PERCENTILE, 75, 2, 4",
    "PERCENTILE, 100, 3, 6",
    "MAX, 50, 3, 6",
    // the largest sum of positive weights and bias: hidden max(2, 4); output max(3 * 4 + 1, 4)
    "MODEL, 50, 4, 13"
  })
  void scalesOfALayer(Normalization normalization, double percentile, float hidden, float output)
      throws ConversionRefusedException, InterruptedException {
    List<LayerScale> scales =
        new ActivationScales(ANN, SAMPLES).of(config(normalization, percentile));
    assertEquals(
        List.of(LayerScale.uniform("hidden", 2, hidden), LayerScale.uniform("output", 2, output)),
        scales);
  }

  /** Logits (-5, -1), (-9, -2), (0, -6): the same output layer, its scale how far it goes down. */
  @ParameterizedTest
  @CsvSource({
    "PERCENTILE, 50, 2",
    "MAX, 50, 9",
    "CHANNEL, 100, 9",
    // the largest sum of weights and bias of the other sign: 4 * 4 + 1, 2 * 4
    "MODEL, 50, 17",
    "MMSE, 50, 9",
    "LTB, 50, 9"
  })
  void logitsBelowZeroAreScaledByHowFarTheyGo(
      Normalization normalization, double percentile, float output)
      throws ConversionRefusedException, InterruptedException {
    PlainAnn ann =
        new PlainAnn(
            List.of(
                ANN.layers().get(0),
                layer("output", 0, new float[] {-4, 0, 0, -2}, new float[] {-1, 0})));
    ActivationScales measured = new ActivationScales(ann, SAMPLES);
    List<LayerScale> scales = measured.of(config(normalization, percentile));
    assertEquals(output, scales.get(1).max(), 0.5);
    assertTrue(measured.outputBelowZero());
    ConversionConfig config = config(normalization, percentile);
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, List.of(2), config);
    assertEquals(3, Certificate.of(ann, network, scales, SAMPLES).samples());
  }

  /** Hidden sums (1, 0), (2, 1), (0, 3) in a ReLU up to 1.5: what weights allow is 1.5 as well. */
  @ParameterizedTest
  @CsvSource({"PERCENTILE, 50, 1", "MAX, 50, 1.5", "MODEL, 50, 1.5"})
  void noScaleIsLargerThanABound(Normalization normalization, double percentile, float hidden)
      throws ConversionRefusedException, InterruptedException {
    AnnLayer first = ANN.layers().get(0);
    AnnLayer bounded = new AnnLayer("hidden", first.projections(), 1.5);
    PlainAnn ann = new PlainAnn(List.of(bounded, ANN.layers().get(1)));
    ConversionConfig config = config(normalization, percentile);
    List<LayerScale> scales = new ActivationScales(ann, SAMPLES).of(config);
    assertEquals(hidden, scales.get(0).max());
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, List.of(2), config);
    assertEquals(3, Certificate.of(ann, network, scales, SAMPLES).samples());
  }

  @Test
  void scalesOfEachNeuron() throws ConversionRefusedException, InterruptedException {
    List<LayerScale> scales =
        new ActivationScales(ANN, SAMPLES).of(config(Normalization.CHANNEL, 100));
    // neuron a: 1 2 0, neuron b: 0 1 3; the classes share one scale
    assertArrayEquals(new float[] {2, 3}, scales.get(0).lambda());
    assertArrayEquals(new float[] {6, 6}, scales.get(1).lambda());
    assertEquals(2, scales.get(0).min());
    assertEquals(3, scales.get(0).max());
  }

  /** Many scales are found in more passes over the samples than the one of the output. */
  @Test
  void scalesOfManyNeurons() throws ConversionRefusedException, InterruptedException {
    int neurons = 200;
    float[] weight = new float[2 * neurons];
    for (int j = 0; j < neurons; j++) {
      weight[2 * j] = 1 + j;
    }
    PlainAnn ann =
        new PlainAnn(
            List.of(
                PlainAnn.dense("hidden", -1, 2, neurons, weight, new float[neurons]),
                PlainAnn.dense(
                    "output", 0, neurons, 2, Values.filled(2 * neurons, 1), new float[2])));
    List<LayerScale> scales =
        new ActivationScales(ann, SAMPLES).of(config(Normalization.CHANNEL, 100));
    // the first input is 1 at most
    for (int j = 0; j < neurons; j++) {
      assertEquals(1 + j, scales.get(0).lambda()[j]);
    }
    assertEquals(neurons * (neurons + 1) / 2f, scales.get(1).max());
  }

  @Test
  void aSilentNeuronTakesItsLayersScale() throws ConversionRefusedException, InterruptedException {
    Split secondInputSmall = Split.ofFloats(new float[] {0.5f, 0.25f, 1, 0}, new byte[2], 2);
    List<LayerScale> scales =
        new ActivationScales(ANN, secondInputSmall).of(config(Normalization.CHANNEL, 100));
    assertArrayEquals(new float[] {2, 2}, scales.get(0).lambda());
  }

  @Test
  void aDeadLayerIsRefused() {
    Split zeros = Split.ofFloats(new float[4], new byte[2], 2);
    var thrown =
        assertThrows(
            ConversionRefusedException.class,
            () -> new ActivationScales(ANN, zeros).of(config(Normalization.PERCENTILE, 99)));
    assertTrue(
        thrown
            .getMessage()
            .startsWith("layer 0 (hidden, dense) cannot be normalised: its scale is 0.0"),
        thrown.getMessage());
  }

  @Test
  void dividesWeightsAndBiases() {
    List<LayerScale> scales =
        List.of(
            new LayerScale("hidden", new float[] {2, 4}),
            new LayerScale("output", new float[] {8, 8}));
    SpikingNetwork network =
        Normalizer.normalize(ANN.layers(), scales, List.of(2), config(Normalization.CHANNEL, 99));
    Affine hidden = (Affine) network.populations().get(0).projections().get(0).connection();
    Affine output = (Affine) network.populations().get(1).projections().get(0).connection();
    assertArrayEquals(new float[] {1, 0, 0, 1}, hidden.weight());
    assertArrayEquals(new float[] {0, -0.25f}, hidden.bias());
    // w lambda_before / lambda_after
    assertArrayEquals(new float[] {0.75f, -0.5f, 0, 0.5f}, output.weight());
    assertArrayEquals(new float[] {0.125f, 0}, output.bias());
    assertEquals(new RunDefaults(8, InputCoding.REGULAR, Readout.SPIKES), network.defaults());
    for (var layer : network.populations()) {
      assertEquals(Firing.unit(2, 0.25f, Reset.ZERO), layer.neurons().firing());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5, 10, 'percentile is 0.0, expected 0 < percentile <= 100'",
    "101, 0.5, 10, 'percentile is 101.0, expected 0 < percentile <= 100'",
    "NaN, 0.5, 10, 'percentile is NaN, expected 0 < percentile <= 100'",
    "99, -0.1, 10, 'initial potential is -0.1, expected 0 to 1 (of the threshold)'",
    "99, 1.5, 10, 'initial potential is 1.5, expected 0 to 1 (of the threshold)'",
    "99, 0.5, 0, 'calibration samples is 0, expected at least 1'"
  })
  void settingsOutOfRangeAreRefused(
      double percentile, double initialPotential, int samples, String message) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ConversionConfig(
                    Normalization.PERCENTILE,
                    percentile,
                    initialPotential,
                    Reset.SUBTRACT,
                    samples,
                    1,
                    new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
                    Calibration.NONE,
                    List.of(),
                    MaxPooling.GATE));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void certificateHoldsForEveryNormalization()
      throws ConversionRefusedException, InterruptedException {
    Set<Normalization> others = EnumSet.of(Normalization.AUTO, Normalization.QCFS);
    for (Normalization normalization : EnumSet.complementOf(EnumSet.copyOf(others))) {
      ConversionConfig config = config(normalization, 75);
      List<LayerScale> scales = new ActivationScales(ANN, SAMPLES).of(config);
      SpikingNetwork network = Normalizer.normalize(ANN.layers(), scales, List.of(2), config);
      Certificate certificate = Certificate.of(ANN, network, scales, SAMPLES);
      assertEquals(3, certificate.samples());
      assertTrue(certificate.worstDifference() < 1e-6, certificate.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, layer hidden departs by 1.00 (relative; at most 1e-03 is allowed) on held-out sample 0",
    "1, 1, layer output departs by 0.167 (relative; at most 1e-03 is allowed) on held-out sample 1"
  })
  void certificateNamesTheLayerThatDeparts(int layer, int weight, String reason)
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = config(Normalization.MAX, 100);
    List<LayerScale> scales = new ActivationScales(ANN, SAMPLES).of(config);
    AnnLayer original = ANN.layers().get(layer);
    float[] wrong = original.projections().get(0).connection().weight();
    wrong[weight] += layer == 0 ? 2 : 1;
    List<AnnLayer> layers = new java.util.ArrayList<>(ANN.layers());
    layers.set(
        layer, original.withConnections(before -> before.withParameters(wrong, before.bias())));
    SpikingNetwork network = Normalizer.normalize(layers, scales, List.of(2), config);
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> Certificate.of(ANN, network, scales, SAMPLES));
    assertEquals(
        "the converted network is not the same function as the model: "
            + reason
            + ". Nothing was written. Please report this with the model.",
        thrown.getMessage());
  }

  @Test
  void certificateRefusesNaN() throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = config(Normalization.MAX, 100);
    List<LayerScale> scales = new ActivationScales(ANN, SAMPLES).of(config);
    SpikingNetwork network = Normalizer.normalize(ANN.layers(), scales, List.of(2), config);
    Ann broken = ANN.withNaN(1, 0);
    var thrown =
        assertThrows(
            ConversionRefusedException.class,
            () -> Certificate.of(broken, network, scales, SAMPLES));
    assertTrue(thrown.getMessage().contains("layer output departs by NaN"), thrown.getMessage());
  }
}
