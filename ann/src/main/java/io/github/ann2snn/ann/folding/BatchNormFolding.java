package io.github.ann2snn.ann.folding;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Shape;
import java.util.Optional;

/**
 * Takes a {@link BatchNorm} into the linear node before or behind it, where that is exact: {@code s
 * (W x + b) + t = (s W) x + (s b + t)} and {@code W (s x + t) + b = (W s) x + (W t + b)}, the
 * latter not where padding is, which is 0 and not t, unless t is 0. Products and sums are made in
 * double precision and rounded once. A node that others use as well stays as it is.
 */
public final class BatchNormFolding {
  private BatchNormFolding() {}

  /** The same network, without those that can be taken in. */
  public static AnnGraph fold(AnnGraph graph) {
    return Pairs.rewrite(graph, (first, second) -> both(first, second).stream().toList());
  }

  /** One operation for two, if there is one. */
  private static Optional<Operation> both(Node first, Node second) {
    Operation before = first.operation();
    if (second.operation() instanceof BatchNorm norm) {
      Shape shape = second.shape();
      if (before instanceof BatchNorm earlier) {
        return Optional.of(earlier.then(norm, shape));
      } else if (before instanceof Input input) {
        return Optional.of(new Input(input.shape(), input.scaling().then(norm, shape)));
      } else if (before instanceof Dense dense) {
        float[] weight = rowsScaled(dense.weight(), norm);
        return Optional.of(new Dense(dense.outputs(), weight, biases(dense.bias(), norm)));
      } else if (before instanceof Convolve convolve && norm.isPerChannel(shape)) {
        float[] weight = rowsScaled(convolve.weight(), norm);
        return Optional.of(with(convolve, weight, biases(convolve.bias(), norm)));
      }
    } else if (before instanceof BatchNorm norm) {
      return behind(norm, first.shape(), second.operation());
    }
    return Optional.empty();
  }

  /**
   * One linear operation for a {@link BatchNorm} and what comes behind it, if there is one: where
   * padding is, only factors can be taken in.
   *
   * @param shape of the values between them
   */
  public static Optional<Operation> behind(BatchNorm norm, Shape shape, Operation linear) {
    if (linear instanceof Dense dense && norm.scale().length == dense.inputs()) {
      float[] bias = dense.bias();
      float[] weight = columnsScaled(dense.weight(), bias, norm, 1, dense.inputs(), 1);
      return Optional.of(new Dense(dense.outputs(), weight, bias));
    } else if (linear instanceof Convolve convolve
        && norm.isPerChannel(shape)
        && (!convolve.window().isPadded() || !norm.shifts())) {
      float[] bias = convolve.bias();
      int taps = (int) convolve.window().area();
      float[] weight =
          columnsScaled(
              convolve.weight(), bias, norm, convolve.groups(), convolve.channelsPerGroup(), taps);
      return Optional.of(with(convolve, weight, bias));
    }
    return Optional.empty();
  }

  private static Convolve with(Convolve convolve, float[] weight, float[] bias) {
    return new Convolve(
        convolve.outputChannels(), convolve.window(), convolve.groups(), weight, bias);
  }

  private static float[] rowsScaled(float[] weight, BatchNorm norm) {
    float[] scale = norm.scale();
    int perRow = weight.length / scale.length;
    for (int w = 0; w < weight.length; w++) {
      weight[w] = (float) ((double) weight[w] * scale[w / perRow]);
    }
    return weight;
  }

  private static float[] biases(float[] bias, BatchNorm norm) {
    float[] scale = norm.scale();
    float[] shift = norm.shift();
    for (int j = 0; j < bias.length; j++) {
      bias[j] = (float) ((double) bias[j] * scale[j] + shift[j]);
    }
    return bias;
  }

  /**
   * Weights {@code [outputs, inputs of the group, taps]} for inputs that are no longer scaled; the
   * biases are changed as well.
   */
  private static float[] columnsScaled(
      float[] weight, float[] bias, BatchNorm norm, int groups, int inputs, int taps) {
    float[] scale = norm.scale();
    float[] shift = norm.shift();
    int perOutput = inputs * taps;
    for (int j = 0; j < bias.length; j++) {
      int first = j / (bias.length / groups) * inputs;
      double sum = bias[j];
      for (int w = 0; w < perOutput; w++) {
        int i = first + w / taps;
        double old = weight[j * perOutput + w];
        sum += old * shift[i];
        weight[j * perOutput + w] = (float) (old * scale[i]);
      }
      bias[j] = (float) sum;
    }
    return weight;
  }
}
