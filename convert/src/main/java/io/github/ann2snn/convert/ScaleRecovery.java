package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

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
    float[] inputs = Values.filled(network.inputs(), 1);
    for (int l = 0; l < model.size(); l++) {
      recovery.recover(
          model.get(l),
          network.populations().get(l),
          source -> source == Projection.INPUT ? inputs : recovery.scales.get(source).lambda());
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
    List<Integer> sizes = new ArrayList<>(List.of(Normalizer.inputs(model)));
    model.forEach(layer -> sizes.add(layer.outputs()));
    return sizes;
  }

  /** The same of a network. */
  static List<Integer> sizes(SpikingNetwork network) {
    List<Integer> sizes = new ArrayList<>(List.of(network.inputs()));
    network.populations().forEach(layer -> sizes.add(layer.size()));
    return sizes;
  }

  private void recover(AnnLayer model, Population layer, IntFunction<float[]> before)
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
              layer.name(), biases, rows.biases()));
    }
    float[] perNeuron = new float[model.outputs()];
    for (int j = 0; j < perNeuron.length; j++) {
      perNeuron[j] = lambda[j / model.outputsPerChannel()];
    }
    scales.add(new LayerScale(layer.name(), perNeuron));
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
   * row for each neuron or, where neurons share weights, each channel, over all projections.
   *
   * @param expected of the model, in units of lambda of the layers before
   */
  private record Rows(String name, List<Row> expected, List<Row> actual) {
    /** Weights and biases that one scale is of. */
    private record Row(float[] weights, float[] biases) {}

    static Rows of(AnnLayer model, Population layer, IntFunction<float[]> before)
        throws BadFileException {
      if (!(layer.neurons() instanceof IntegrateAndFire neurons)) {
        throw BadFileException.of(
            "layer %s has leaky neurons: what leaks depends on when spikes arrive, so that their rate has no ideal to compare with; explain takes integrate-and-fire networks",
            layer.name());
      }
      List<Projection> expected = model.scaled(before, Values.filled(model.outputs(), 1));
      BadFileException.when(
          !areAlike(expected, layer.projections()),
          "layer %s is another kind of connection in the network than in the model: give the model that the network was converted from",
          layer.name());
      int size = model.outputsPerChannel();
      float[] theta = neurons.firing().threshold();
      float[] gain = new float[theta.length / size];
      for (int j = 0; j < gain.length; j++) {
        gain[j] = neurons.resistance()[j * size] / theta[j * size];
      }
      float[] ones = Values.filled(gain.length, 1);
      return new Rows(
          layer.name(), rows(expected, ones, size), rows(layer.projections(), gain, size));
    }

    private static boolean areAlike(List<Projection> model, List<Projection> network) {
      boolean alike = model.size() == network.size();
      for (int k = 0; alike && k < model.size(); k++) {
        Connection some = model.get(k).connection();
        Connection other = network.get(k).connection();
        alike =
            model.get(k).source() == network.get(k).source()
                && model.get(k).gate().equals(network.get(k).gate())
                && some.getClass() == other.getClass()
                && some.weights() == other.weights()
                && some.biases() == other.biases();
      }
      return alike;
    }

    private static List<Row> rows(List<Projection> projections, float[] gain, int size) {
      List<Row> rows = new ArrayList<>();
      int[] weights = new int[gain.length];
      for (Projection projection : projections) {
        Connection connection = projection.connection();
        for (int at = 0; at < connection.weights(); at++) {
          weights[row(connection, at, size)]++;
        }
      }
      float[] biases = biases(projections, gain.length * size);
      boolean byPosition = projections.stream().anyMatch(Rows::hasBiasByPosition);
      for (int j = 0; j < gain.length; j++) {
        int of = byPosition ? size : 1;
        float[] bias = Arrays.copyOfRange(biases, j * size, j * size + of);
        for (int k = 0; k < of; k++) {
          bias[k] *= gain[j];
        }
        rows.add(new Row(new float[weights[j]], bias));
      }
      Arrays.fill(weights, 0);
      for (Projection projection : projections) {
        Connection connection = projection.connection();
        float[] values = connection.weight();
        for (int at = 0; at < values.length; at++) {
          int j = row(connection, at, size);
          rows.get(j).weights[weights[j]++] = values[at] * gain[j];
        }
      }
      return rows;
    }

    /** The row of a weight, of {@code size} neurons each. */
    private static int row(Connection connection, int at, int size) {
      return connection.outputChannel(at) * connection.outputsPerChannel() / size;
    }

    private static boolean hasBiasByPosition(Projection projection) {
      Connection connection = projection.connection();
      return connection.biases() * connection.outputsPerChannel() != connection.outputs();
    }

    private static float[] biases(List<Projection> projections, int neurons) {
      float[] biases = new float[neurons];
      for (Projection projection : projections) {
        for (int j = 0; j < neurons; j++) {
          biases[j] += projection.connection().bias(j);
        }
      }
      return biases;
    }

    int count() {
      return expected.size();
    }

    /** How many biases there are. */
    int biases() {
      return expected.stream().mapToInt(row -> row.biases.length).sum();
    }

    private int largest(int j) {
      float[] weights = expected.get(j).weights;
      int largest = 0;
      for (int at = 0; at < weights.length; at++) {
        largest = Math.abs(weights[at]) > Math.abs(weights[largest]) ? at : largest;
      }
      return largest;
    }

    private double largestMagnitude(int j) {
      float[] weights = expected.get(j).weights;
      return weights.length == 0 ? 0 : Math.abs(weights[largest(j)]);
    }

    /** 0 if neither the weights of a row nor its bias can tell. */
    float lambda(int j) throws BadFileException {
      boolean byBias = largestMagnitude(j) == 0;
      int at = largest(j);
      double model = byBias ? expected.get(j).biases[0] : expected.get(j).weights[at];
      float actualValue = byBias ? actual.get(j).biases[0] : actual.get(j).weights[at];
      float lambda = (float) (model / actualValue);
      if (lambda > 0 && Float.isFinite(lambda)) {
        return lambda;
      }
      if (byBias) {
        return 0;
      }
      throw mismatch(j, at);
    }

    void requireWeights(int j, float lambda) throws BadFileException {
      double largest = largestMagnitude(j);
      float[] weights = expected.get(j).weights;
      for (int at = 0; at < weights.length; at++) {
        double distance = Math.abs((double) lambda * actual.get(j).weights[at] - weights[at]);
        if (!(distance <= TOLERANCE * largest)) {
          throw mismatch(j, at);
        }
      }
    }

    /** How many biases of a row are not the model's. */
    int otherBiases(int j, float lambda) {
      double weight = largestMagnitude(j);
      float[] biases = expected.get(j).biases;
      int others = 0;
      for (int k = 0; k < biases.length; k++) {
        double distance = Math.abs((double) lambda * actual.get(j).biases[k] - biases[k]);
        others += distance <= TOLERANCE * (weight + Math.abs(biases[k])) ? 0 : 1;
      }
      return others;
    }

    private BadFileException mismatch(int j, int at) {
      return BadFileException.of(
          "layer %s: weight %d of neuron or channel %d is %.6g in the network and %.6g in the model (in units of the layer before), which no scale of the layer explains: same sizes, other weights; give the model that the network was converted from",
          name, at, j, actual.get(j).weights[at], expected.get(j).weights[at]);
    }
  }
}
