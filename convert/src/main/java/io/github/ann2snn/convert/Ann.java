package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.ActivationConsumer;
import java.util.List;

/** The network to convert, as far as conversion must know it. */
interface Ann {
  /** Its layers in order: a ReLU behind each but the last, which is affine. */
  List<AnnLayer> layers();

  /**
   * Runs all samples through the original network, in their order and in batches. The consumer gets
   * one array for each of {@link #layers}.
   */
  void run(Split samples, ActivationConsumer consumer);
}
