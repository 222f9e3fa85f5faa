package io.github.ann2snn.ann.forward;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Multiply-accumulate operations of a network per sample, layer by layer.
 *
 * @param layers the {@link Dense} and {@link Convolve} nodes. Batch normalisation has none at
 *     inference, where it is part of the layer before; pooling only adds
 */
public record MacCount(List<LayerMacs> layers) {
  /** Copies the list. */
  public MacCount {
    layers = List.copyOf(layers);
  }

  /** Σ fan-in × neurons of a network, which takes no sample to tell. */
  public static long dense(AnnGraph graph) {
    return new MacCount(Layer.of(graph).stream().map(layer -> layer.mean(0, 1)).toList()).dense();
  }

  /** Σ fan-in × neurons. */
  public long dense() {
    return layers.stream().mapToLong(LayerMacs::dense).sum();
  }

  /** Σ operations whose input is not zero, mean over samples. */
  public double effective() {
    return layers.stream().mapToDouble(LayerMacs::effective).sum();
  }

  /**
   * Multiply-accumulate operations of a layer per sample.
   *
   * @param layer its name
   * @param fanIn inputs per neuron; of a convolution, the positions of its kernel in all channels
   *     of a group
   * @param neurons outputs; of a convolution, those of all channels
   * @param effective mean number of operations per sample whose input is not zero: a fair network
   *     skips the others. Of a convolution, positions on its padding are zero
   */
  public record LayerMacs(String layer, int fanIn, int neurons, double effective) {
    /** Every input counted, and a convolution's padding too: fan-in × neurons. */
    public long dense() {
      return (long) fanIn * neurons;
    }
  }

  /**
   * Counts a layer's multiplications whose input is not zero.
   *
   * <p>An input at row y, column x of a convolution meets {@code rows[y] * columns[x]} kernel
   * positions in every output channel: near the border some kernel positions do not reach it. An
   * input of a dense layer meets every neuron.
   *
   * @param input number of the node whose values the layer takes
   * @param inputs their number
   * @param fanOut how many operations an input takes part in; one number for each value of a
   *     channel
   */
  record Layer(Node node, int input, int inputs, int fanIn, int[] fanOut) {
    /** The layers of a network that multiply. */
    static List<Layer> of(AnnGraph graph) {
      List<Layer> layers = new ArrayList<>();
      for (Node node : graph.nodes()) {
        int input = node.inputs().isEmpty() ? 0 : node.inputs().get(0);
        if (node.operation() instanceof Dense dense) {
          layers.add(
              new Layer(node, input, dense.inputs(), dense.inputs(), new int[] {dense.outputs()}));
        } else if (node.operation() instanceof Convolve convolve) {
          int fanIn = Math.toIntExact(convolve.channelsPerGroup() * convolve.window().area());
          Shape shape = graph.nodes().get(input).shape();
          layers.add(new Layer(node, input, shape.values(), fanIn, fanOut(convolve, shape.maps())));
        }
      }
      return layers;
    }

    private static int[] fanOut(Convolve convolve, FeatureMaps maps) {
      Window window = convolve.window();
      int channels = convolve.outputChannels() / convolve.groups();
      int[] fanOut = new int[maps.area()];
      for (int i = 0; i < fanOut.length; i++) {
        int rows = window.vertical().coverage(maps.height(), maps.y(i));
        fanOut[i] = rows * window.horizontal().coverage(maps.width(), maps.x(i)) * channels;
      }
      return fanOut;
    }

    /** Operations of some samples: the first {@code length} of {@code values}. */
    long count(float[] values, int length) {
      long count = 0;
      for (int channel = 0; channel < length; channel += fanOut.length) {
        for (int i = 0; i < fanOut.length; i++) {
          count += values[channel + i] != 0 ? fanOut[i] : 0;
        }
      }
      return count;
    }

    LayerMacs mean(long count, int samples) {
      String name = node.name().isEmpty() ? node.toString() : node.name();
      return new LayerMacs(name, fanIn, node.shape().values(), (double) count / samples);
    }
  }
}
