package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.train.inference.Classifier.ActivationConsumer;
import java.util.List;
import java.util.Optional;

/**
 * A network that tells how it gets on with its samples.
 *
 * @param ann does the work
 * @param progress hears of each pass over samples
 */
public record WatchedAnn(Ann ann, Progress progress) implements Ann {
  @Override
  public List<AnnLayer> layers() {
    return ann.layers();
  }

  @Override
  public Optional<ClipFloorShift> quantization(int layer) {
    return ann.quantization(layer);
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) {
    try (Progress.Work work = progress.start("Running the model", samples.size())) {
      ann.run(
          samples,
          (rows, inputs, activations) -> {
            consumer.accept(rows, inputs, activations);
            work.step(rows);
          });
    }
  }
}
