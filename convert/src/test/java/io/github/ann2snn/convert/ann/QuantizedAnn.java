package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.Projection;
import java.util.List;
import java.util.Optional;

/** A network of quantised hidden layers, written out in plain Java, one sample a batch. */
public record QuantizedAnn(List<AnnLayer> layers, List<ClipFloorShift> hidden) implements Ann {
  @Override
  public Optional<ClipFloorShift> quantization(int layer) {
    return layer < hidden.size() ? Optional.of(hidden.get(layer)) : Optional.empty();
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) {
    for (int sample = 0; sample < samples.size(); sample++) {
      float[] input = samples.sample(sample);
      float[][] activations = new float[layers.size()][];
      for (int l = 0; l < layers.size(); l++) {
        float[] x =
            PlainAnn.sums(
                layers.get(l), source -> source == Projection.INPUT ? input : activations[source]);
        for (int j = 0; l < hidden.size() && j < x.length; j++) {
          x[j] = hidden.get(l).value(x[j]);
        }
        activations[l] = x;
      }
      consumer.accept(1, input, activations);
    }
  }

  /** What the first layer's activation is taken of. */
  public float[] firstSums(float[] input) {
    return PlainAnn.sums(layers.get(0), source -> input);
  }
}
