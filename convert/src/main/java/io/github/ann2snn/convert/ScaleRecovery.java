package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
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
      before = recovery.recover(model.get(l), network.populations().get(l), before);
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
    network.populations().forEach(layer -> sizes.add(layer.connection().outputs()));
    return sizes;
  }

  private float[] recover(AnnLayer model, Population layer, float[] before)
      throws BadFileException {
    Rows rows = Rows.of(model, layer, before);
    float[] lambda = new float[rows.count()];
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
      biases += rows.otherBiases(j, lambda[j]);
    }
    if (biases > 0) {
      notices.add(
          Text.of(
              "layer %s: %d of %d biases are not the model's; what they change counts as inherited",
              layer.name(), biases, rows.bias().length));
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
   * @param count of rows; each has as many weights, and as many biases
   * @param expected of the model, in units of lambda of the layer before
   * @param actual of the network
   */
  private record Rows(
      String name, int count, float[] expected, float[] bias, float[] actual, float[] actualBias) {
    static Rows of(AnnLayer model, Population layer, float[] before) throws BadFileException {
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
      int count = model.outputs() / model.outputsPerChannel();
      for (int j = 0; j < count; j++) {
        int neuron = j * model.outputsPerChannel();
        double gain = (double) neurons.resistance()[neuron] / theta[neuron];
        multiply(bias, j, count, gain);
        multiply(actual, j, count, gain);
      }
      return new Rows(layer.name(), count, expected, connection.bias(), actual, bias);
    }

    /** Multiplies what is of one of {@code count} rows. */
    private static void multiply(float[] values, int row, int count, double gain) {
      int perRow = values.length / count;
      for (int at = row * perRow; at < (row + 1) * perRow; at++) {
        values[at] = (float) (values[at] * gain);
      }
    }

    private int length() {
      return expected.length / count;
    }

    private int biases() {
      return bias.length / count;
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
      int first = j * biases();
      double model = byBias ? bias[first] : expected[at];
      float lambda = (float) (model / (byBias ? actualBias[first] : actual[at]));
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

    /** How many biases of a row are not the model's. */
    int otherBiases(int j, float lambda) {
      double weight = Math.abs(expected[largest(j)]);
      int others = 0;
      for (int k = j * biases(); k < (j + 1) * biases(); k++) {
        double distance = Math.abs((double) lambda * actualBias[k] - bias[k]);
        others += distance <= TOLERANCE * (weight + Math.abs(bias[k])) ? 0 : 1;
      }
      return others;
    }

    private BadFileException mismatch(int at) {
      return BadFileException.of(
          "layer %s: weight %d of neuron or channel %d is %.6g in the network and %.6g in the model (in units of the layer before), which no scale of the layer explains: same sizes, other weights; give the model that the network was converted from",
          name, at % length(), at / length(), actual[at], expected[at]);
    }
  }
}
