package io.github.ann2snn.train.statistics;

import io.github.ann2snn.ann.record.UpdateNumbers;
import io.github.ann2snn.ann.record.UpdateNumbers.DenseLayer;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.step.TrainingStep;
import io.github.ann2snn.train.step.TrainingStep.Signal;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes down every number of an update by one sample, of a network of few dense layers. Its
 * parameters lie layer by layer, weights neuron by neuron before biases.
 */
final class UpdateNotes {
  private final MultiLayerNetwork network;
  private final float[] before;
  private final float[] gradients;

  /** Before an update, with the gradients in place. */
  UpdateNotes(MultiLayerNetwork network) {
    this.network = network;
    this.before = copy(ArrayMemory.floats(network.params()));
    this.gradients = copy(ArrayMemory.floats(network.getFlattenedGradients()));
  }

  /** Whether a network is one whose numbers are written down. */
  static boolean isSmall(MultiLayerNetwork network) {
    return network.numParams() <= UpdateNumbers.MOST_PARAMETERS
        && Stream.of(network.getLayers())
            .map(layer -> layer.conf().getLayer())
            .allMatch(
                layer ->
                    (layer instanceof org.deeplearning4j.nn.conf.layers.DenseLayer
                            || layer instanceof OutputLayer)
                        && layer.getIDropout() == null);
  }

  private static float[] copy(FloatBuffer memory) {
    float[] numbers = new float[memory.capacity()];
    memory.get(0, numbers);
    return numbers;
  }

  /** After the update. */
  UpdateNumbers numbers(TrainingStep step, double loss, double rate) {
    float[] after = copy(ArrayMemory.floats(network.params()));
    List<Signal> signals = step.signals();
    float[] outputs = step.outputs();
    List<DenseLayer> layers = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i);
      boolean isLast = i == network.getnLayers() - 1;
      Matrix shape = new Matrix(at, (FeedForwardLayer) layer.conf().getLayer());
      float[] x = signals.get(i).activations();
      Signal out = signals.get(i + 1);
      layers.add(
          new DenseLayer(
              layer.conf().getLayer().getLayerName(),
              list(shape.sums(before, x)),
              list(isLast ? outputs : out.activations()),
              list(out.deltas()),
              shape.weights(before),
              shape.weights(gradients),
              shape.weights(after),
              shape.biases(before),
              shape.biases(after)));
      at += Math.toIntExact(layer.numParams());
    }
    float[] targets = Arrays.copyOf(step.labels(), outputs.length);
    List<Float> inputs = list(signals.get(0).activations());
    return new UpdateNumbers(inputs, list(targets), list(outputs), loss, rate, layers);
  }

  private static List<Float> list(float... numbers) {
    List<Float> list = new ArrayList<>();
    for (float number : numbers) {
      list.add(number);
    }
    return list;
  }

  /** Where the parameters of a layer lie among all. */
  private record Matrix(int from, int inputs, int neurons) {
    Matrix(int from, FeedForwardLayer layer) {
      this(from, Math.toIntExact(layer.getNIn()), Math.toIntExact(layer.getNOut()));
    }

    private float weight(float[] all, int input, int neuron) {
      return all[from + neuron * inputs + input];
    }

    private float bias(float[] all, int neuron) {
      return all[from + inputs * neurons + neuron];
    }

    List<List<Float>> weights(float[] all) {
      List<List<Float>> rows = new ArrayList<>();
      for (int input = 0; input < inputs; input++) {
        float[] row = new float[neurons];
        for (int neuron = 0; neuron < neurons; neuron++) {
          row[neuron] = weight(all, input, neuron);
        }
        rows.add(list(row));
      }
      return rows;
    }

    List<Float> biases(float[] all) {
      float[] row = new float[neurons];
      for (int neuron = 0; neuron < neurons; neuron++) {
        row[neuron] = bias(all, neuron);
      }
      return list(row);
    }

    /** What the activation function was given, which nobody keeps. */
    float[] sums(float[] all, float[] x) {
      float[] sums = new float[neurons];
      for (int neuron = 0; neuron < neurons; neuron++) {
        double sum = bias(all, neuron);
        for (int input = 0; input < inputs; input++) {
          sum += (double) x[input] * weight(all, input, neuron);
        }
        sums[neuron] = (float) sum;
      }
      return sums;
    }
  }
}
