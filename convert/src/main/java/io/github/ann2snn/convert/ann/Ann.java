package io.github.ann2snn.convert.ann;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.ActivationConsumer;
import io.github.ann2snn.train.qcfs.ClipFloorShift;
import java.util.List;
import java.util.Optional;

/** The network to convert, as far as conversion must know it. */
public interface Ann {
  /**
   * Its layers in order: a ReLU behind each but the last, which is affine, or what {@link
   * #quantization} says.
   */
  List<AnnLayer> layers();

  /** The quantised activation that a layer has instead of ReLU, if it has one. */
  default Optional<ClipFloorShift> quantization(int layer) {
    return Optional.empty();
  }

  /**
   * Runs all samples through the original network, in their order and in batches. The consumer gets
   * one array for each of {@link #layers}.
   */
  void run(Split samples, ActivationConsumer consumer);
}
