package io.github.ann2snn.convert.ann;

import io.github.ann2snn.runtime.neuron.Negative;
import java.util.Locale;

/** Which neurons fire spikes of -1; see {@link Negative}. */
public enum Signed {
  /** Those that stand for values below 0: of a leaky ReLU, or of sums without activation. */
  AUTO,
  /** All but those of the output. */
  YES,
  /** None: a model that needs them is refused. */
  NO;

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
