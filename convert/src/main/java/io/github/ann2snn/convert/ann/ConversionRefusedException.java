package io.github.ann2snn.convert.ann;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.files.Text;

/**
 * A network that cannot be converted into an equal spiking network. The message names the layer and
 * the reason, and says what is supported.
 */
public final class ConversionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  static final String SUPPORTED =
      " Supported are dense and convolution layers with ReLU or qcfs, sums and concatenations of"
          + " branches, pooling, batch normalisation, dropout, and an output layer with softmax,"
          + " sigmoid or identity.";

  public ConversionRefusedException(String message) {
    super(message);
  }

  /** A refusal whose message is that of {@link Text#of}. */
  @FormatMethod
  public static ConversionRefusedException of(String format, Object... args) {
    return new ConversionRefusedException(Text.of(format, args));
  }

  /** A refusal of the layer at a place, for what is wrong with it, and what to do. */
  @FormatMethod
  static ConversionRefusedException layer(
      String place, @FormatString String format, Object... args) {
    return of("%s cannot be converted: %s", place, Text.of(format, args));
  }

  /** The same, with what is supported. */
  @FormatMethod
  static ConversionRefusedException unsupported(
      String place, @FormatString String format, Object... args) {
    return layer(place, "%s%s", Text.of(format, args), SUPPORTED);
  }

  /**
   * A refusal because of one layer.
   *
   * @param index of the layer among those with weights, from 0
   * @param format of what goes on after the layer's name: what is wrong with it, and what to do
   */
  @FormatMethod
  public static ConversionRefusedException at(
      int index, AnnLayer layer, String format, Object... args) {
    return of("layer %d (%s, %s) %s", index, layer.name(), layer.kind(), Text.of(format, args));
  }
}
