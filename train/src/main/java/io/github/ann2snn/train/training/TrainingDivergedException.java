package io.github.ann2snn.train.training;

/**
 * Training led to a loss or weights that are not finite, or to a scale that is not positive. The
 * last checkpoint is kept.
 */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(int epoch, int batch, String what, double learningRate) {
    super(
        "training diverged at epoch %d, batch %d: %s; try a learning rate below %s"
            .formatted(epoch, batch, what, learningRate));
  }
}
