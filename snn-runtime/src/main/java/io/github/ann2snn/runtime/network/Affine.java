package io.github.ann2snn.runtime.network;

import java.util.Arrays;

/**
 * All-to-all connection with bias: {@code I_j = b_j + sum_i w_ji x_i}.
 *
 * @param inputs number of inputs, at least 1
 * @param outputs number of outputs, at least 1
 * @param weight {@code outputs x inputs} finite values, row-major: {@code w_ji} is {@code weight[j
 *     * inputs + i]}
 * @param bias {@code outputs} finite values
 */
public record Affine(int inputs, int outputs, float[] weight, float[] bias) implements Connection {
  /**
   * @throws IllegalArgumentException if a size does not fit or a value is not finite
   */
  public Affine {
    if (inputs < 1 || outputs < 1 || (long) inputs * outputs != weight.length) {
      throw new IllegalArgumentException(
          "weight has %d values, but %d outputs x %d inputs need %d"
              .formatted(weight.length, outputs, inputs, (long) outputs * inputs));
    }
    weight = Values.finite("weight", weight, weight.length);
    bias = Values.finite("bias", bias, outputs);
  }

  /** A copy of the weights, {@code outputs x inputs}, row-major. */
  @Override
  public float[] weight() {
    return weight.clone();
  }

  /** A copy of the biases. */
  @Override
  public float[] bias() {
    return bias.clone();
  }

  /** The weight from input {@code i} to output {@code j}. */
  public float weight(int j, int i) {
    return weight[j * inputs + i];
  }

  /** The bias of output {@code j}. */
  public float bias(int j) {
    return bias[j];
  }

  /** The largest magnitude of a current, over all outputs and all sets of inputs that are 1. */
  public double largestCurrent() {
    double largest = 0;
    for (int j = 0; j < outputs; j++) {
      double high = bias[j];
      double low = high;
      for (int i = 0; i < inputs; i++) {
        high += Math.max(weight(j, i), 0);
        low += Math.min(weight(j, i), 0);
      }
      largest = Math.max(largest, Math.max(high, -low));
    }
    return largest;
  }

  @Override
  public int fanOut(int i) {
    return outputs;
  }

  @Override
  public long weights() {
    return weight.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine that
        && inputs == that.inputs
        && outputs == that.outputs
        && Arrays.equals(weight, that.weight)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bias) * 31 + Arrays.hashCode(weight);
  }

  @Override
  public String toString() {
    return "Affine[" + inputs + " -> " + outputs + "]";
  }
}
