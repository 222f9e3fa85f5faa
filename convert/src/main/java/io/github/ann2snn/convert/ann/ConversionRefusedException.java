package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.files.Text;

/**
 * A network that cannot be converted into an equal spiking network. The message names the layer and
 * the reason, and says what is supported.
 */
public final class ConversionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConversionRefusedException(String message) {
    super(message);
  }

  /**
   * A refusal because of one layer.
   *
   * @param index of the layer among those with weights, from 0
   * @param reason goes on after the layer's name: what is wrong with it, and what to do
   */
  public static ConversionRefusedException at(int index, AnnLayer layer, String reason) {
    return new ConversionRefusedException(
        Text.of("layer %d (%s, %s) %s", index, layer.name(), layer.kind(), reason));
  }
}
