package io.github.ann2snn.runtime.connection;

import java.util.List;

/**
 * How the outputs of one layer reach the neurons of the next: {@code I_j = b_j + sum w x_i} over
 * the paths from each input i to output j. Inputs and outputs are numbered row-major, channels
 * first.
 */
public sealed interface Connection permits Affine, Convolution, OneToOne, Pooled {
  /** {@return what it is, for people: {@code convolution 3x3, stride 2}} */
  String kind();

  /** {@return the shape of what comes in, channels first; one size where any shape will do} */
  List<Integer> inputShape();

  /** {@return the shape of the neurons that are reached, channels first} */
  List<Integer> outputShape();

  /** {@return the number of values or spiking neurons that come in} */
  int inputs();

  /** {@return the number of neurons that are reached} */
  int outputs();

  /**
   * {@return the number of outgoing paths of input {@code i}: what one of its spikes costs in
   * synaptic operations}
   *
   * @param i input, 0 to {@code inputs() - 1}
   */
  int fanOut(int i);

  /** {@return the number of all paths: what one spike of every input costs} */
  default long paths() {
    long paths = 0;
    for (int i = 0; i < inputs(); i++) {
      paths += fanOut(i);
    }
    return paths;
  }

  /**
   * Gives every path of input {@code i}. Where several lead to the same output, their order is the
   * order in which simulators add them.
   *
   * @param i input, 0 to {@code inputs() - 1}
   * @param consumer told of each path, in that order
   */
  void forEachTarget(int i, TargetConsumer consumer);

  /**
   * Adds {@code w_ji x_i} to the current of each output j, over all paths from inputs whose value
   * is not zero, in single precision and in the order in which simulators add: ascending inputs,
   * those of a convolution and those that are pooled by position, then channel. A spike is a value
   * of 1.
   *
   * @param x one value per input
   * @param current one value per output
   */
  default void add(float[] x, float[] current) {
    for (int i = 0; i < x.length; i++) {
      addFrom(i, x[i], current);
    }
  }

  /**
   * Adds what one input brings, unless its value is zero.
   *
   * @param i input, 0 to {@code inputs() - 1}
   * @param value its value; 1 for a spike
   * @param current one value per output
   */
  default void addFrom(int i, float value, float[] current) {
    if (value != 0f) {
      forEachTarget(i, (j, w) -> current[j] = current[j] + w * value);
    }
  }

  /**
   * {@return the bias of output {@code j}}
   *
   * @param j output, 0 to {@code outputs() - 1}
   */
  float bias(int j);

  /** {@return the number of weights that are stored} */
  long weights();

  /**
   * {@return the number of biases that are stored: one per output, or one per channel of the
   * output}
   */
  int biases();

  /** {@return a copy of the weights as they are stored} */
  float[] weight();

  /**
   * {@return a copy of the biases as they are stored: one per output, or one per channel of the
   * output}
   */
  float[] bias();

  /**
   * {@return the channel of the output that a stored weight leads to; the output itself where
   * outputs share no weights}
   *
   * @param weight index among those stored
   */
  int outputChannel(int weight);

  /** {@return the number of outputs that share weights: 1, or the size of a feature map} */
  int outputsPerChannel();

  /**
   * {@return the same connection with other stored weights and biases}
   *
   * @param weight as many values as {@link #weights()} says, in the order of {@link #weight()}
   * @param bias as many as {@link #biases()} says, in the order of {@link #bias()}
   * @throws IllegalArgumentException if their number differs or a value is not finite
   */
  Connection withParameters(float[] weight, float[] bias);

  /**
   * {@return the same connection in other units: {@code w~_ji = w_ji before_i / after_j}, {@code
   * b~_j = b_j / after_j} (weight normalisation, Rueckauer et al. 2017, eq. 8)}
   *
   * @param before one value per input; the same within a channel unless the connection is {@link
   *     Affine}
   * @param after one value per output; the same within a channel where the outputs share weights
   * @throws IllegalArgumentException if a number of values is wrong or they differ where they must
   *     not
   */
  Connection scaled(float[] before, float[] after);

  /**
   * Adds to the least and to the largest current of every output, over all sets of inputs that are
   * 1, its bias included.
   *
   * @param low one value per output, which the least current is added to
   * @param high one value per output, which the largest is added to
   */
  default void addExtremes(double[] low, double[] high) {
    for (int j = 0; j < high.length; j++) {
      high[j] += bias(j);
      low[j] += bias(j);
    }
    for (int i = 0; i < inputs(); i++) {
      forEachTarget(
          i,
          (j, w) -> {
            high[j] += Math.max(w, 0);
            low[j] += Math.min(w, 0);
          });
    }
  }

  /** Receives the paths of an input. */
  @FunctionalInterface
  interface TargetConsumer {
    /**
     * A path to output {@code j} with weight {@code w}.
     *
     * @param j the output
     * @param w the weight of this path alone, unscaled by the value of the input
     */
    void accept(int j, float w);
  }
}
