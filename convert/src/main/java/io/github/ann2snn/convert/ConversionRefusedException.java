package io.github.ann2snn.convert;

/**
 * A network that cannot be converted into an equal spiking network. The message names the layer and
 * the reason, and says what is supported.
 */
public final class ConversionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConversionRefusedException(String message) {
    super(message);
  }
}
