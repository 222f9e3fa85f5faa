package io.github.ann2snn.convert.ann;

import io.github.ann2snn.files.Text;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Which activations a spiking network can stand for. */
final class Dl4jActivations {
  private Dl4jActivations() {}

  /**
   * Whether values are never negative behind {@code activation}, which is ReLU or identity.
   *
   * @throws ConversionRefusedException if it is another
   */
  static boolean rectifies(IActivation activation, String place) throws ConversionRefusedException {
    if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return true;
    }
    if (activation instanceof ActivationIdentity) {
      return false;
    }
    throw new ConversionRefusedException(
        place
            + " cannot be converted: its activation is "
            + describe(activation)
            + ", and a firing rate can only stand for ReLU (never negative, linear above zero)."
            + Dl4jLayers.SUPPORTED
            + " Train with --activation relu.");
  }

  private static String describe(IActivation activation) {
    return activation instanceof ActivationReLU relu
        ? Text.of(
            "relu with maximum %s, threshold %s and negative slope %s",
            relu.getMax(), relu.getThreshold(), relu.getNegativeSlope())
        : activation.toString();
  }

  /** Neither capped nor leaky nor with a threshold of its own. */
  private static boolean isPlain(ActivationReLU relu) {
    return isZero(relu.getMax()) && isZero(relu.getThreshold()) && isZero(relu.getNegativeSlope());
  }

  private static boolean isZero(Double value) {
    return value == null || value == 0;
  }

  /**
   * Checks that an output activation does not change which class is the largest.
   *
   * @throws ConversionRefusedException if it may
   */
  static void requireMonotone(IActivation activation, String place)
      throws ConversionRefusedException {
    boolean monotone =
        activation instanceof ActivationSoftmax
            || activation instanceof ActivationSigmoid
            || activation instanceof ActivationIdentity;
    if (!monotone) {
      throw new ConversionRefusedException(
          Text.of(
              "%s cannot be converted: its output activation is %s.%s",
              place, activation, Dl4jLayers.SUPPORTED));
    }
  }
}
