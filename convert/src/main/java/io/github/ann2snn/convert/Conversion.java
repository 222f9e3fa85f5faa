package io.github.ann2snn.convert;

import io.github.ann2snn.convert.certificate.Certificate;
import io.github.ann2snn.convert.certificate.GateError;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Map;

/**
 * A finished conversion.
 *
 * @param network the spiking network
 * @param scales what each layer's activations were divided by
 * @param calibrationSamples training samples that the scales were measured on and the network was
 *     corrected with; 0 where none were needed
 * @param certificate evidence that normalisation changed nothing else; it was issued before the
 *     corrections
 * @param corrections by calibration, of each layer; empty if there was none
 * @param gateErrors of max pooling gates, in the order of their layers
 * @param notices what the user must know about the calibration samples
 */
public record Conversion(
    SpikingNetwork network,
    List<LayerScale> scales,
    int calibrationSamples,
    Certificate certificate,
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
        corrections,
        gateErrors,
        notices);
  }
}
