package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds the scales lambda of a converted network from its weights and the model's: {@code lambda_l
 * = lambda_(l-1) w / w~}, the inverse of {@link Normalizer}, row by row from the row's largest
 * weight. All other weights must then agree, which proves that the network came of the model. Where
 * the file states the same lambda, up to rounding, its number is taken.
 */
final class ScaleRecovery {
  /** Relative to the largest weight of a row; float rounding is a thousandth of it. */
  private static final double TOLERANCE = 1e-4;

  private final Map<String, String> provenance;
  final List<LayerScale> scales = new ArrayList<>();

  /** What differs although the weights agree. */
  final List<String> notices = new ArrayList<>();

  private ScaleRecovery(SpikingNetwork network) {
    this.provenance = network.provenance();
  }

  /**
   * @throws BadFileException if the network did not come of the model
   */
  static ScaleRecovery of(List<AnnLayer> model, SpikingNetwork network) throws BadFileException {
    BadFileException.when(
        network.arithmetic().isInteger(),
        "the network computes in %s, whose rounded weights are an error of their own; explain the one in single precision that it came of (convert without --weight-bits)",
        network.arithmetic());
    BadFileException.when(
        network.isRecurrent(),
        "the network is recurrent, and none that was converted from a model is; give the model's own");
    requireSizes(model, network);
    ScaleRecovery recovery = new ScaleRecovery(network);
    float[] before = Values.filled(network.inputs(), 1);
    for (int l = 0; l < model.size(); l++) {
      before = recovery.recover(model.get(l), network.layers().get(l), before);
    }
    return recovery;
  }

  private static void requireSizes(List<AnnLayer> model, SpikingNetwork network)
      throws BadFileException {
    List<Integer> expected = sizes(model);
    List<Integer> actual = sizes(network);
    if (!expected.equals(actual)) {
      throw BadFileException.of(
          "the network's layers have sizes %s, the model's %s: it was not converted from this model; give the model that it came of",
          actual, expected);
    }
  }

  /** Numbers of inputs and of each layer's outputs. */
  static List<Integer> sizes(List<AnnLayer> model) {
    List<Integer> sizes = new ArrayList<>(List.of(model.get(0).inputs()));
    model.forEach(layer -> sizes.add(layer.outputs()));
    return sizes;
  }

  /** The same of a network. */
  static List<Integer> sizes(SpikingNetwork network) {
    List<Integer> sizes = new ArrayList<>(List.of(network.inputs()));
    network.layers().forEach(layer -> sizes.add(layer.connection().outputs()));
    return sizes;
  }

  private float[] recover(AnnLayer model, Layer layer, float[] before) throws BadFileException {
    Rows rows = Rows.of(model, layer, before);
    float[] lambda = new float[rows.bias().length];
    float known = 0;
    for (int j = 0; j < lambda.length; j++) {
      lambda[j] = rows.lambda(j);
      known = known > 0 ? known : lambda[j];
    }
    for (int j = 0; j < lambda.length; j++) {
      // A neuron without weights is as well off with its neighbours' scale.
      lambda[j] = lambda[j] == 0 ? Math.max(known, Float.MIN_NORMAL) : lambda[j];
    }
    takeStated(layer.name(), lambda);
    int biases = 0;
    for (int j = 0; j < lambda.length; j++) {
      rows.requireWeights(j, lambda[j]);
      biases += rows.sameBias(j, lambda[j]) ? 0 : 1;
    }
    if (biases > 0) {
      notices.add(
          Text.of(
              "layer %s: %d of %d biases are not the model's; what they change counts as inherited",
              layer.name(), biases, lambda.length));
    }
    float[] perNeuron = new float[model.outputs()];
    for (int j = 0; j < perNeuron.length; j++) {
      perNeuron[j] = lambda[j / model.outputsPerChannel()];
    }
    scales.add(new LayerScale(layer.name(), perNeuron));
    return perNeuron;
  }

  private void takeStated(String layer, float[] lambda) {
    float stated = ConvertedPair.statedLambda(provenance, layer);
    if (Float.isNaN(stated)) {
      return;
    }
    for (float value : lambda) {
      if (!(Math.abs(value - stated) <= TOLERANCE * value)) {
        notices.add(
            Text.of(
                "layer %s: the file states a lambda of %s, but its weights say %s; the weights count",
                layer, stated, value));
        return;
      }
    }
    Arrays.fill(lambda, stated);
  }

  /**
   * The weights of a layer in the model and in the network, where a current of 1 is a threshold: a
   * row for each neuron or, where neurons share weights, each channel.
   *
   * @param expected of the model, in units of lambda of the layer before
   * @param actual of the network
   */
  private record Rows(
      String name, float[] expected, float[] bias, float[] actual, float[] actualBias) {
    static Rows of(AnnLayer model, Layer layer, float[] before) throws BadFileException {
      if (!(layer.neurons() instanceof IntegrateAndFire neurons)) {
        throw BadFileException.of(
            "layer %s has leaky neurons: what leaks depends on when spikes arrive, so that their rate has no ideal to compare with; explain takes integrate-and-fire networks",
            layer.name());
      }
      Connection connection = model.connection();
      float[] expected = model.scaled(before, Values.filled(model.outputs(), 1)).weight();
      float[] actual = layer.connection().weight();
      float[] bias = layer.connection().bias();
      BadFileException.when(
          !model.gate().equals(layer.gate())
              || actual.length != expected.length
              || bias.length != connection.bias().length,
          "layer %s is another kind of connection in the network than in the model: give the model that the network was converted from",
          layer.name());
      float[] theta = neurons.firing().threshold();
      int perRow = actual.length / bias.length;
      for (int j = 0; j < bias.length; j++) {
        int neuron = j * model.outputsPerChannel();
        double gain = (double) neurons.resistance()[neuron] / theta[neuron];
        bias[j] = (float) (bias[j] * gain);
        for (int k = 0; k < perRow; k++) {
          actual[j * perRow + k] = (float) (actual[j * perRow + k] * gain);
        }
      }
      return new Rows(layer.name(), expected, connection.bias(), actual, bias);
    }

    private int length() {
      return expected.length / bias.length;
    }

    private int largest(int j) {
      int largest = j * length();
      for (int at = largest; at < (j + 1) * length(); at++) {
        largest = Math.abs(expected[at]) > Math.abs(expected[largest]) ? at : largest;
      }
      return largest;
    }

    /** 0 if neither the weights of a row nor its bias can tell. */
    float lambda(int j) throws BadFileException {
      int at = largest(j);
      boolean byBias = expected[at] == 0;
      double model = byBias ? bias[j] : expected[at];
      float lambda = (float) (model / (byBias ? actualBias[j] : actual[at]));
      if (lambda > 0 && Float.isFinite(lambda)) {
        return lambda;
      }
      if (byBias) {
        return 0;
      }
      throw mismatch(at);
    }

    void requireWeights(int j, float lambda) throws BadFileException {
      double largest = Math.abs(expected[largest(j)]);
      for (int at = j * length(); at < (j + 1) * length(); at++) {
        double distance = Math.abs((double) lambda * actual[at] - expected[at]);
        if (!(distance <= TOLERANCE * largest)) {
          throw mismatch(at);
        }
      }
    }

    boolean sameBias(int j, float lambda) {
      double size = Math.abs(expected[largest(j)]) + Math.abs(bias[j]);
      return Math.abs((double) lambda * actualBias[j] - bias[j]) <= TOLERANCE * size;
    }

    private BadFileException mismatch(int at) {
      return BadFileException.of(
          "layer %s: weight %d of neuron or channel %d is %.6g in the network and %.6g in the model (in units of the layer before), which no scale of the layer explains: same sizes, other weights; give the model that the network was converted from",
          name, at % length(), at / length(), actual[at], expected[at]);
    }
  }
}
