package io.github.ann2snn.ann.record;

import java.util.List;
import java.util.Objects;

/**
 * Every number of an update by one sample, of a small network of dense layers, as in Rumelhart,
 * Hinton and Williams, "Learning representations by back-propagating errors", 1986, equations 4 to
 * 8: a layer's z = x W + b and a = f(z), the derivative delta of the loss by z, of the weights
 * x&#7488; delta and of the biases delta, and what the updater made of the parameters.
 *
 * @param inputs of the network
 * @param targets of its outputs
 * @param outputs what they were
 * @param loss before the update
 * @param learningRate of the update
 * @param layers in order
 */
public record UpdateNumbers(
    List<Float> inputs,
    List<Float> targets,
    List<Float> outputs,
    double loss,
    double learningRate,
    List<DenseLayer> layers) {
  /** The most parameters of a network whose numbers are kept. */
  public static final int MOST_PARAMETERS = 64;

  /** Copies the lists. */
  public UpdateNumbers {
    inputs = List.copyOf(Objects.requireNonNull(inputs, "key \"inputs\""));
    targets = List.copyOf(Objects.requireNonNull(targets, "key \"targets\""));
    outputs = List.copyOf(Objects.requireNonNull(outputs, "key \"outputs\""));
    layers = List.copyOf(Objects.requireNonNull(layers, "key \"layers\""));
  }

  /**
   * A layer.
   *
   * @param name of the layer
   * @param sums z of each neuron
   * @param activations a of each neuron
   * @param deltas derivative of the loss by z of each neuron
   * @param weights before the update, input by input, of each the weights to all neurons
   * @param weightGradients likewise
   * @param newWeights likewise, after the update
   * @param biases before the update, neuron by neuron
   * @param newBiases likewise, after the update
   */
  public record DenseLayer(
      String name,
      List<Float> sums,
      List<Float> activations,
      List<Float> deltas,
      List<List<Float>> weights,
      List<List<Float>> weightGradients,
      List<List<Float>> newWeights,
      List<Float> biases,
      List<Float> newBiases) {
    /** Copies the lists. */
    public DenseLayer {
      Objects.requireNonNull(name, "key \"name\"");
      sums = List.copyOf(Objects.requireNonNull(sums, "key \"sums\""));
      activations = List.copyOf(Objects.requireNonNull(activations, "key \"activations\""));
      deltas = List.copyOf(Objects.requireNonNull(deltas, "key \"deltas\""));
      weights = List.copyOf(Objects.requireNonNull(weights, "key \"weights\""));
      weightGradients =
          List.copyOf(Objects.requireNonNull(weightGradients, "key \"weightGradients\""));
      newWeights = List.copyOf(Objects.requireNonNull(newWeights, "key \"newWeights\""));
      biases = List.copyOf(Objects.requireNonNull(biases, "key \"biases\""));
      newBiases = List.copyOf(Objects.requireNonNull(newBiases, "key \"newBiases\""));
    }
  }
}
