package io.github.ann2snn.convert;

import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished conversion.
 *
 * @param network the spiking network
 * @param scales what each layer's activations were divided by
 * @param calibrationSamples training samples that the scales were measured on and the network was
 *     corrected with; 0 where none were needed
 * @param certificate evidence that normalisation changed nothing else; it was issued before the
 *     corrections
 * @param framework evidence that the model is what its own framework says, where there is any
 * @param corrections by calibration, of each layer; empty if there was none
 * @param gateErrors of max pooling gates, in the order of their layers
 * @param notices what the user must know about the calibration samples
 */
public record Conversion(
    SpikingNetwork network,
    List<LayerScale> scales,
    int calibrationSamples,
    Certificate certificate,
    Optional<FrameworkCheck> framework,
    List<LayerCorrection> corrections,
    List<GateError> gateErrors,
    List<String> notices) {
  public Conversion {
    scales = List.copyOf(scales);
    corrections = List.copyOf(corrections);
    gateErrors = List.copyOf(gateErrors);
    notices = List.copyOf(notices);
  }

  /** The same with facts in the network. */
  Conversion withProvenance(Map<String, String> facts) {
    return new Conversion(
        network.withProvenance(facts),
        scales,
        calibrationSamples,
        certificate,
        framework,
        corrections,
        gateErrors,
        notices);
  }

  /**
   * By how much calibration moved the neurons of a layer.
   *
   * @param layer name of the layer
   * @param bias change of the biases, in thresholds a step
   * @param potential change of the initial potentials, in thresholds
   */
  public record LayerCorrection(String layer, Size bias, Size potential) {
    /**
     * The size of changes.
     *
     * @param mean magnitude
     * @param largest magnitude
     */
    public record Size(double mean, double largest) {
      /** No change. */
      static final Size ZERO = new Size(0, 0);

      static Size of(double[] changes) {
        double sum = 0;
        double largest = 0;
        for (double change : changes) {
          sum += Math.abs(change);
          largest = Math.max(largest, Math.abs(change));
        }
        return new Size(sum / changes.length, largest);
      }

      @Override
      public String toString() {
        return Text.of("mean %.3g, largest %.3g", mean, largest);
      }
    }
  }
}
