package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.ann.Residual;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.ActivationSummary;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calibration does to populations that several projections reach. */
class ResidualCalibrationTest {
  private static final int STEPS = 6;
  private static final Split SAMPLES = Residual.samples(1, 150);

  /** A network to calibrate. */
  private static final class Network {
    final PlainAnn ann;
    final List<LayerScale> scales;
    final ConversionConfig config;
    final SpikingNetwork normal;

    Network(boolean byPosition, Calibration calibration) {
      this(byPosition, calibration, 1);
    }

    Network(boolean byPosition, Calibration calibration, int passes) {
      this.ann = Residual.ann(5, byPosition);
      this.scales = Residual.scales(ann, SAMPLES, 0.7f);
      this.config =
          new ConversionConfig(
              Normalization.MAX,
              100,
              0.1,
              Reset.SUBTRACT,
              SAMPLES.size(),
              1,
              new RunDefaults(STEPS, InputCoding.CURRENT, Readout.MEMBRANE),
              calibration,
              passes,
              List.of(),
              MaxPooling.GATE,
              Signed.AUTO);
      this.normal = Normalizer.normalize(ann.layers(), scales, Residual.IMAGE.shape(), config);
    }

    SpikingNetwork calibrated() throws Exception {
      return Calibrator.calibrate(ann, SAMPLES, normal, scales, config, 2, Progress.NONE).network();
    }

    /** Mean activations less mean rates of a layer that fires. */
    double[] errors(SpikingNetwork network, int l) throws Exception {
      SimulationSettings settings = SimulationSettings.of(config.defaults(), 1);
      double[] rates =
          new PopulationMeans(network, settings, SAMPLES, 2, Progress.NONE, 0).rates(network, l);
      double[] errors = ActivationSummary.of(ann, SAMPLES).mean(l);
      float[] lambda = scales.get(l).lambda();
      Arrays.setAll(errors, j -> errors[j] / lambda[j] - rates[j]);
      return errors;
    }
  }

  private static double[] byChannel(Population layer, double[] errors) {
    int area = layer.sizePerChannel();
    double[] channels = new double[errors.length / area];
    Arrays.setAll(
        channels, c -> Arrays.stream(errors, c * area, (c + 1) * area).average().orElseThrow());
    return channels;
  }

  private static double size(double[] errors) {
    return Arrays.stream(errors).map(Math::abs).sum();
  }

  @ParameterizedTest(name = "{0}, biases by position {1}")
  @CsvSource({"BIAS, false", "BIAS, true", "POTENTIAL, false", "BOTH, false", "BOTH, true"})
  void meanErrorsShrink(Calibration calibration, boolean byPosition) throws Exception {
    Network test = new Network(byPosition, calibration);
    SpikingNetwork calibrated = test.calibrated();
    for (int l = 0; l < 5; l++) {
      Population layer = calibrated.populations().get(l);
      double before = size(byChannel(layer, test.errors(test.normal, l)));
      double after = size(byChannel(layer, test.errors(calibrated, l)));
      assertTrue(before > 0.05, layer.name() + " has no error to correct: " + before);
      assertTrue(after < 0.6 * before, layer.name() + ": " + after + " of " + before);
    }
  }

  /** Neurons at rest do not follow a bias, so that one pass leaves an error. */
  @Test
  void furtherPassesFindWhatIsLeft() throws Exception {
    Network once = new Network(false, Calibration.BIAS);
    Network often = new Network(false, Calibration.BIAS, 6);
    SpikingNetwork first = once.calibrated();
    SpikingNetwork last = often.calibrated();
    for (int l = 0; l < 5; l++) {
      Population layer = first.populations().get(l);
      double before = size(byChannel(layer, once.errors(first, l)));
      double after = size(byChannel(layer, often.errors(last, l)));
      assertTrue(after < 0.5 * before, layer.name() + ": " + after + " of " + before);
    }
  }

  /** The output only integrates: its mean currents are the ANN's mean logits. */
  @Test
  void theOutputFollowsTheLogits() throws Exception {
    Network test = new Network(false, Calibration.BIAS);
    SpikingNetwork calibrated = test.calibrated();
    SimulationSettings settings = SimulationSettings.of(test.config.defaults(), 1);
    double[] potentials =
        new PopulationMeans(calibrated, settings, SAMPLES, 1, Progress.NONE, 0)
            .potentials(calibrated);
    double[] logits = ActivationSummary.of(test.ann, SAMPLES).mean(5);
    Arrays.setAll(potentials, j -> (potentials[j] - 0.1f) / STEPS * test.scales.get(5).lambda()[j]);
    assertArrayEquals(logits, potentials, 1e-4);
  }

  /** The shortcut comes first, and its biases take what all projections want. */
  @Test
  void theFirstProjectionTakesTheCorrection() throws Exception {
    Network test = new Network(false, Calibration.BIAS);
    Population before = test.normal.populations().get(2);
    Population after = test.calibrated().populations().get(2);
    assertArrayEquals(new float[3], bias(before, 0));
    assertEquals(3, bias(after, 0).length);
    for (float moved : bias(after, 0)) {
      assertNotEquals(0, moved);
    }
    assertArrayEquals(bias(before, 1), bias(after, 1));
    assertArrayEquals(
        before.projections().get(0).connection().weight(),
        after.projections().get(0).connection().weight());
  }

  /** Neurons with biases of their own get corrections of their own. */
  @Test
  void biasesByPositionMoveOneByOne() throws Exception {
    Network test = new Network(true, Calibration.BIAS);
    double[] errors = test.errors(test.normal, 0);
    float[] before = bias(test.normal.populations().get(0), 0);
    float[] after = bias(test.calibrated().populations().get(0), 0);
    assertEquals(48, after.length);
    for (int j = 0; j < after.length; j++) {
      assertEquals(before[j] + (float) errors[j], after[j], 1e-6f);
    }
  }

  private static float[] bias(Population layer, int projection) {
    Connection connection = layer.projections().get(projection).connection();
    return connection.bias();
  }
}
