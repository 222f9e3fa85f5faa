package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.Conversion.LayerCorrection;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Corrections of a 1-1-2 network worked out by hand, for T = 2 and v(0) = 0. */
class CalibratorTest {
  /** Hidden: a = 2 x; output: a, 2 - a. With lambda = 2 everywhere: x; a~, 1 - a~. */
  private static final PlainAnn ANN =
      new PlainAnn(
          List.of(
              PlainAnn.dense("hidden", Projection.INPUT, 1, 1, new float[] {2}, new float[1]),
              PlainAnn.dense("output", 0, 1, 2, new float[] {1, -1}, new float[] {0, 2})));

  private static final List<LayerScale> SCALES =
      List.of(LayerScale.uniform("hidden", 1, 2), LayerScale.uniform("output", 2, 2));

  /** Mean 0.625; each gives one spike, at the second step. */
  private static final Split SAMPLES = Split.ofFloats(new float[] {0.75f, 0.5f}, new byte[2], 1);

  private static Calibrator.Calibrated calibrate(Calibration calibration, Ann ann, Split on)
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig config =
        new ConversionConfig(
            Normalization.MAX,
            100,
            0,
            Reset.SUBTRACT,
            100,
            1,
            new RunDefaults(2, InputCoding.CURRENT, Readout.SPIKES),
            calibration,
            List.of(),
            MaxPooling.GATE);
    SpikingNetwork network = Normalizer.normalize(ANN.layers(), SCALES, List.of(1), config);
    return Calibrator.calibrate(ann, on, network, SCALES, config, 2, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    // The rate is 0.5, its error 0.125, and the bias does not change the spikes: the output's
    // currents are 0.5 and 0.5 instead of 0.625 and 0.375.
    "BIAS, 0.125, 0, 0.125, 0.875, 0, 0",
    // v0 = 2 * 0.125 lets 0.75 fire at once, and no more often.
    "POTENTIAL, 0, 0.25, 0, 1, 0.25, -0.25",
    // The error that the bias leaves is 0.125 again. Then 0.75 fires at both steps: the rate is
    // 0.75, the output's currents are 0.75 and 0.25.
    "BOTH, 0.125, 0.25, -0.125, 1.125, 0, 0"
  })
  void corrects(
      Calibration calibration,
      float hiddenBias,
      float hiddenPotential,
      float bias0,
      float bias1,
      float potential0,
      float potential1)
      throws ConversionRefusedException, InterruptedException {
    Calibrator.Calibrated calibrated = calibrate(calibration, ANN, SAMPLES);
    assertArrayEquals(new float[] {hiddenBias}, bias(calibrated, 0));
    assertArrayEquals(new float[] {hiddenPotential}, potential(calibrated, 0));
    assertArrayEquals(new float[] {bias0, bias1}, bias(calibrated, 1));
    assertArrayEquals(new float[] {potential0, potential1}, potential(calibrated, 1));
    assertEquals(
        new LayerCorrection(
            "hidden",
            new LayerCorrection.Size(hiddenBias, hiddenBias),
            new LayerCorrection.Size(hiddenPotential, hiddenPotential)),
        calibrated.corrections().get(0));
    assertEquals(
        new LayerCorrection(
            "output",
            new LayerCorrection.Size(Math.abs(bias0), Math.abs(bias0)),
            new LayerCorrection.Size(potential0, potential0)),
        calibrated.corrections().get(1));
  }

  private static float[] bias(Calibrator.Calibrated calibrated, int layer) {
    return ((Affine)
            calibrated.network().populations().get(layer).projections().get(0).connection())
        .bias();
  }

  private static float[] potential(Calibrator.Calibrated calibrated, int layer) {
    return calibrated.network().populations().get(layer).neurons().firing().initialPotential();
  }

  @ParameterizedTest
  @EnumSource(names = {"BIAS", "POTENTIAL", "BOTH"})
  void unusableSamplesAreRefused(Calibration calibration) {
    assertRefused(
        "there is no calibration sample.",
        calibration,
        ANN,
        Split.ofFloats(new float[0], new byte[0], 1));
    assertRefused(
        "all 2 calibration samples are zero.",
        calibration,
        ANN,
        Split.ofFloats(new float[2], new byte[2], 1));
    assertRefused(
        "activations of its neuron 0 are not finite (their sum is NaN).",
        calibration,
        ANN.withNaN(0, 0),
        SAMPLES);
  }

  private static void assertRefused(
      String reason, Calibration calibration, Ann ann, Split samples) {
    var thrown =
        assertThrows(ConversionRefusedException.class, () -> calibrate(calibration, ann, samples));
    assertTrue(
        thrown.getMessage().startsWith("layer 0 (hidden, dense) cannot be calibrated: " + reason),
        thrown.getMessage());
  }
}
