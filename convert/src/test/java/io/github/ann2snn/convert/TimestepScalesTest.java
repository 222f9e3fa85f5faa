package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Scales worked out by hand that do not come from a percentile. */
class TimestepScalesTest {
  /** Hidden: a = 2 x, and a neuron that is always silent; output: a, -a. */
  private static final PlainAnn ANN =
      new PlainAnn(
          List.of(
              PlainAnn.dense("hidden", Projection.INPUT, 1, 2, new float[] {2, -1}, new float[2]),
              PlainAnn.dense("output", 0, 2, 2, new float[] {1, 0, -1, 0}, new float[2])));

  private static ConversionConfig config(Normalization normalization, int timesteps, double v0) {
    return new ConversionConfig(
        normalization,
        99.9,
        v0,
        Reset.SUBTRACT,
        100,
        1,
        new RunDefaults(timesteps, InputCoding.CURRENT, Readout.MEMBRANE),
        Calibration.NONE,
        List.of(),
        MaxPooling.GATE);
  }

  private static Split samples(float... inputs) {
    return Split.ofFloats(inputs, new byte[inputs.length], 1);
  }

  @ParameterizedTest
  @CsvSource({
    // Six activations of 1 and one of 2. One step, v0 = 0.5: all give one spike while lambda <= 2;
    // 6 (1 - lambda)^2 + (2 - lambda)^2 is least at 8/7, among the multiples of 0.02 at 1.14.
    "1, 0.5, 1.14",
    // v0 = 0: 1 gives a spike while lambda <= 1; at 1 the error is that of the 2, which is clipped.
    "1, 0, 1",
    // Two steps of 1: no error at all.
    "2, 0.5, 2",
    // A neuron that begins at its threshold fires without input: 7 silent activations of the other
    // neuron give lambda^2 each, and 13 lambda^2 - 12 lambda + (2 - lambda)^2 is least at 4/7.
    "1, 1, 0.58"
  })
  void mmseOfALayer(int timesteps, double v0, float lambda)
      throws ConversionRefusedException, InterruptedException {
    Split samples = samples(0.5f, 0.5f, 0.5f, 1, 0.5f, 0.5f, 0.5f);
    List<LayerScale> scales =
        new ActivationScales(ANN, samples).of(config(Normalization.MMSE, timesteps, v0));
    assertEquals(LayerScale.uniform("hidden", 2, lambda), scales.get(0));
  }

  @Test
  void mmseOfEachNeuron() throws ConversionRefusedException, InterruptedException {
    Split samples = samples(0.5f, 0.5f, 0.5f, 1, 0.5f, 0.5f, 0.5f);
    List<LayerScale> scales =
        new ActivationScales(ANN, samples).of(config(Normalization.MMSE_CHANNEL, 1, 0.5));
    // The silent neuron takes its layer's scale; logits below 0 count as 0.
    assertArrayEquals(new float[] {1.14f, 1.14f}, scales.get(0).lambda());
    assertArrayEquals(new float[] {1.14f, 1.14f}, scales.get(1).lambda());
  }

  @ParameterizedTest
  @CsvSource({
    // Activations 0.5 and 1.5; the mean excess over 0 is 1, over 1 it is 0.25, over 1.25 it is
    // 0.125; in the end nothing is above.
    "1, 1",
    "2, 1.25",
    "3, 1.375",
    "1000, 1.5"
  })
  void ltbOfEachNeuron(int updates, float lambda)
      throws ConversionRefusedException, InterruptedException {
    List<LayerScale> scales =
        new ActivationScales(ANN, samples(0.25f, 0.75f))
            .balanced(config(Normalization.LTB_CHANNEL, 4, 0.5), updates);
    assertArrayEquals(new float[] {lambda, lambda}, scales.get(0).lambda());
  }

  @Test
  void ltbOfALayerCountsItsSilentNeurons() throws ConversionRefusedException, InterruptedException {
    // Mean excess of 0.5, 1.5, 0 and 0 over 0 is 0.5; over 0.5 it is 0.25.
    List<LayerScale> scales =
        new ActivationScales(ANN, samples(0.25f, 0.75f))
            .balanced(config(Normalization.LTB, 4, 0.5), 2);
    assertArrayEquals(new float[] {0.75f, 0.75f}, scales.get(0).lambda());
  }

  @Test
  void ltbUpdatesAfterHundredSamples() throws ConversionRefusedException, InterruptedException {
    // 100 activations of 1 and then one of 2, which is 1 above the first 100's mean.
    float[] inputs = new float[101];
    Arrays.fill(inputs, 0.5f);
    inputs[100] = 1;
    List<LayerScale> scales =
        new ActivationScales(ANN, samples(inputs))
            .balanced(config(Normalization.LTB_CHANNEL, 4, 0.5), 1);
    assertEquals(1, scales.get(0).lambda()[0]);
    scales =
        new ActivationScales(ANN, samples(inputs))
            .balanced(config(Normalization.LTB_CHANNEL, 4, 0.5), 2);
    assertEquals(2, scales.get(0).lambda()[0]);
  }

  @ParameterizedTest
  @EnumSource(names = {"MMSE", "MMSE_CHANNEL", "LTB", "LTB_CHANNEL"})
  void unusableSamplesAreRefused(Normalization normalization) throws InterruptedException {
    assertRefused(
        "layer 0 (hidden, dense) cannot be calibrated: there is no calibration sample.",
        ANN,
        normalization,
        samples());
    assertRefused(
        "layer 0 (hidden, dense) cannot be calibrated: all 3 calibration samples are zero.",
        ANN,
        normalization,
        samples(0, 0, 0));
    AnnLayer output = ANN.layers().get(1);
    assertRefused(
        "layer 1 (output, dense) cannot be calibrated: activations of its neuron 1 are not finite (their sum is NaN).",
        ANN.withNaN(1, 1),
        normalization,
        samples(1, 0.5f));
    PlainAnn dead =
        new PlainAnn(
            List.of(
                PlainAnn.dense(
                    "hidden", Projection.INPUT, 1, 2, new float[] {-2, -1}, new float[2]),
                output));
    assertRefused(
        "layer 0 (hidden, dense) cannot be normalised: its scale is 0.0, because it never activates on the calibration samples. Try more --calibration-samples;",
        dead,
        normalization,
        samples(1, 0.5f));
  }

  private static void assertRefused(
      String message, Ann ann, Normalization normalization, Split samples) {
    var thrown =
        assertThrows(
            ConversionRefusedException.class,
            () -> new ActivationScales(ann, samples).of(config(normalization, 2, 0.5)));
    assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
  }
}
