package io.github.ann2snn.convert.scale;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A network whose logits have the other sign: how far below zero they lie is measured on it. */
record NegatedOutput(Ann ann) implements Ann {
  @Override
  public List<AnnLayer> layers() {
    List<AnnLayer> layers = new ArrayList<>(ann.layers());
    AnnLayer output = layers.remove(layers.size() - 1);
    layers.add(
        output.withConnections(
            connection ->
                connection.withParameters(
                    negated(connection.weight()), negated(connection.bias()))));
    return layers;
  }

  @Override
  public Optional<ClipFloorShift> quantization(int layer) {
    return ann.quantization(layer);
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) throws InterruptedException {
    ann.run(
        samples,
        (rows, inputs, activations) -> {
          float[][] turned = activations.clone();
          int last = turned.length - 1;
          turned[last] = negated(turned[last]);
          consumer.accept(rows, inputs, turned);
        });
  }

  private static float[] negated(float[] values) {
    float[] negated = Arrays.copyOf(values, values.length);
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -negated[i];
    }
    return negated;
  }
}
