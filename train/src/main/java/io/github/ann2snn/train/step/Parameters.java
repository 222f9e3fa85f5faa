package io.github.ann2snn.train.step;

/**
 * Some parameters of a layer, and the gradients of the loss by them, in Deeplearning4j's memory.
 *
 * @param numbers what they are now
 * @param gradients of the mean loss of a batch
 */
record Parameters(NativeFloats numbers, NativeFloats gradients) {
  /** Takes parameters one after the other, in the order in which they lie. */
  static final class Taker {
    private final Parameters all;
    private int taken;

    Taker(Parameters all) {
      this.all = all;
    }

    Parameters take(int count) {
      Parameters part =
          new Parameters(all.numbers.slice(taken, count), all.gradients.slice(taken, count));
      taken += count;
      return part;
    }
  }
}
