package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;

/**
 * A finished conversion.
 *
 * @param network the spiking network
 * @param scales what each layer's activations were divided by
 * @param calibrationSamples training samples that the scales were measured on; 0 where none were
 *     needed
 * @param certificate evidence that nothing else changed
 */
public record Conversion(
    SpikingNetwork network,
    List<LayerScale> scales,
    int calibrationSamples,
    Certificate certificate) {
  public Conversion {
    scales = List.copyOf(scales);
  }
}
