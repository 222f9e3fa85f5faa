package io.github.ann2snn.convert;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.IntegrateAndFire;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.ArrayList;
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
  private final List<LayerScale> scales = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  private ScaleRecovery(SpikingNetwork network) {
    this.provenance = network.provenance();
  }

  /**
   * @throws ExplanationRefusedException if the network did not come of the model
   */
  static ScaleRecovery of(List<AnnLayer> model, SpikingNetwork network)
      throws ExplanationRefusedException {
    if (network.arithmetic().isInteger()) {
      throw new ExplanationRefusedException(
          "the network computes in %s, whose rounded weights are an error of their own; explain the one in single precision that it came of (convert without --weight-bits)"
              .formatted(network.arithmetic()));
    }
    requireSizes(model, network);
    ScaleRecovery recovery = new ScaleRecovery(network);
    float[] before = LayerScale.uniform("input", network.inputs(), 1).lambda();
    for (int l = 0; l < model.size(); l++) {
      before = recovery.recover(model.get(l), network.layers().get(l), before);
    }
    return recovery;
  }

  List<LayerScale> scales() {
    return scales;
  }

  /** What differs although the weights agree. */
  List<String> notices() {
    return notices;
  }

  private static void requireSizes(List<AnnLayer> model, SpikingNetwork network)
      throws ExplanationRefusedException {
    List<Integer> expected = new ArrayList<>(List.of(model.get(0).inputs()));
    model.forEach(layer -> expected.add(layer.outputs()));
    List<Integer> actual = new ArrayList<>(List.of(network.inputs()));
    network.layers().forEach(layer -> actual.add(layer.connection().outputs()));
    if (!expected.equals(actual)) {
      throw new ExplanationRefusedException(
          "the network's layers have sizes %s, the model's %s: it was not converted from this model; give the model that it came of"
              .formatted(actual, expected));
    }
  }

  private float[] recover(AnnLayer model, Layer layer, float[] before)
      throws ExplanationRefusedException {
    Rows rows = Rows.of(model, layer, before);
    float[] lambda = new float[model.outputs()];
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
          "layer %s: %d of %d biases are not the model's; what they change counts as inherited"
              .formatted(layer.name(), biases, lambda.length));
    }
    scales.add(new LayerScale(layer.name(), lambda));
    return lambda;
  }

  private void takeStated(String layer, float[] lambda) {
    float stated;
    try {
      stated = Float.parseFloat(provenance.getOrDefault(Converter.lambdaKey(layer), ""));
    } catch (NumberFormatException e) {
      return;
    }
    for (float value : lambda) {
      if (!(Math.abs(value - stated) <= TOLERANCE * value)) {
        notices.add(
            "layer %s: the file states a lambda of %s, but its weights say %s; the weights count"
                .formatted(layer, stated, value));
        return;
      }
    }
    java.util.Arrays.fill(lambda, stated);
  }

  /**
   * The weights of a layer in the model and in the network, where a current of 1 is a threshold.
   */
  private record Rows(
      AnnLayer model, String name, Affine affine, float[] gain, float[] theta, float[] before) {
    static Rows of(AnnLayer model, Layer layer, float[] before) throws ExplanationRefusedException {
      if (!(layer.neurons() instanceof IntegrateAndFire neurons)) {
        throw new ExplanationRefusedException(
            "layer %s has leaky neurons: what leaks depends on when spikes arrive, so that their rate has no ideal to compare with; explain takes integrate-and-fire networks"
                .formatted(layer.name()));
      }
      Affine affine = (Affine) layer.connection();
      float[] theta = neurons.firing().threshold();
      return new Rows(model, layer.name(), affine, neurons.resistance(), theta, before);
    }

    private double expected(int j, int i) {
      return (double) model.weight()[j * model.inputs() + i] * before[i];
    }

    private double actual(int j, int i) {
      return (double) affine.weight(j, i) * gain[j] / theta[j];
    }

    private double actualBias(int j) {
      return (double) affine.bias(j) * gain[j] / theta[j];
    }

    private int largest(int j) {
      int largest = 0;
      for (int i = 1; i < model.inputs(); i++) {
        largest = Math.abs(expected(j, i)) > Math.abs(expected(j, largest)) ? i : largest;
      }
      return largest;
    }

    /** 0 if neither the neuron's weights nor its bias can tell. */
    float lambda(int j) throws ExplanationRefusedException {
      int i = largest(j);
      boolean byBias = expected(j, i) == 0;
      double expected = byBias ? model.bias()[j] : expected(j, i);
      float lambda = (float) (expected / (byBias ? actualBias(j) : actual(j, i)));
      if (lambda > 0 && Float.isFinite(lambda)) {
        return lambda;
      }
      if (byBias) {
        return 0;
      }
      throw mismatch(j, i);
    }

    void requireWeights(int j, float lambda) throws ExplanationRefusedException {
      double largest = Math.abs(expected(j, largest(j)));
      for (int i = 0; i < model.inputs(); i++) {
        double distance = Math.abs(lambda * actual(j, i) - expected(j, i));
        if (!(distance <= TOLERANCE * largest)) {
          throw mismatch(j, i);
        }
      }
    }

    boolean sameBias(int j, float lambda) {
      double size = Math.abs(expected(j, largest(j))) + Math.abs(model.bias()[j]);
      return Math.abs(lambda * actualBias(j) - model.bias()[j]) <= TOLERANCE * size;
    }

    private ExplanationRefusedException mismatch(int j, int i) {
      return new ExplanationRefusedException(
          "layer %s: the weight from input %d to neuron %d is %.6g in the network and %.6g in the model, which no scale of the layer explains: same sizes, other weights; give the model that the network was converted from"
              .formatted(name, i, j, affine.weight(j, i), model.weight()[j * model.inputs() + i]));
    }
  }
}
