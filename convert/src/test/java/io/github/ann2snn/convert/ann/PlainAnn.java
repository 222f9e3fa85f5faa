package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.network.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** A network written out in plain Java, in single precision, one sample a batch. */
public record PlainAnn(List<AnnLayer> layers) implements Ann {
  public static AnnLayer dense(
      String name, int source, int inputs, int outputs, float[] weight, float[] bias) {
    return new AnnLayer(name, source, new Affine(inputs, outputs, weight, bias));
  }

  /** The same, but an activation of a layer is never a number. */
  public Ann withNaN(int layer, int neuron) {
    PlainAnn whole = this;
    return new Ann() {
      @Override
      public List<AnnLayer> layers() {
        return whole.layers();
      }

      @Override
      public void run(Split samples, ActivationConsumer consumer) {
        whole.run(
            samples,
            (rows, inputs, activations) -> {
              activations[layer][neuron] = Float.NaN;
              consumer.accept(rows, inputs, activations);
            });
      }
    };
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) {
    for (int sample = 0; sample < samples.size(); sample++) {
      float[] input = samples.sample(sample);
      float[][] activations = new float[layers.size()][];
      for (int l = 0; l < layers.size(); l++) {
        activations[l] =
            forward(
                layers.get(l),
                source -> source == Projection.INPUT ? input : activations[source],
                l < layers.size() - 1);
      }
      consumer.accept(1, input, activations);
    }
  }

  private static float[] forward(AnnLayer layer, IntFunction<float[]> from, boolean relu) {
    float[] y = sums(layer, from);
    for (int j = 0; relu && j < y.length; j++) {
      y[j] = (float) layer.activation(j, y[j], 1);
    }
    return y;
  }

  /** Weighted sums of a layer over what its sources give. */
  static float[] sums(AnnLayer layer, IntFunction<float[]> from) {
    float[] y = new float[layer.outputs()];
    for (Projection projection : layer.projections()) {
      for (int j = 0; j < y.length; j++) {
        y[j] += projection.connection().bias(j);
      }
    }
    for (Projection projection : layer.projections()) {
      float[] x = from.apply(projection.source());
      float[] passed = projection.gate().map(gate -> largest(gate, x)).orElse(x);
      for (int i = 0; i < passed.length; i++) {
        float value = passed[i];
        projection.connection().forEachTarget(i, (j, w) -> y[j] += w * value);
      }
    }
    return y;
  }

  private static float[] largest(MaxGate gate, float[] x) {
    float[] largest = new float[gate.output().size()];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < x.length; i++) {
      float value = x[i];
      gate.forEachWindow(i, q -> largest[q] = Math.max(largest[q], value));
    }
    return largest;
  }
}
