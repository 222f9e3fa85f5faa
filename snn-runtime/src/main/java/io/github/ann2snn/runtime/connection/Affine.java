package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import java.util.List;

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
   * Checks and copies the arrays.
   *
   * @param inputs number of inputs, at least 1
   * @param outputs number of outputs, at least 1
   * @param weight {@code outputs x inputs} finite values, row-major: {@code w_ji} is {@code
   *     weight[j * inputs + i]}
   * @param bias {@code outputs} finite values
   * @throws IllegalArgumentException if a size does not fit or a value is not finite
   */
  public Affine {
    if (inputs < 1 || outputs < 1 || (long) inputs * outputs != weight.length) {
      throw Refusal.of(
          "weight has %d values, but %d outputs x %d inputs need %d",
          weight.length, outputs, inputs, (long) outputs * inputs);
    }
    weight = Values.finite("weight", weight, weight.length);
    bias = Values.finite("bias", bias, outputs);
  }

  @Override
  public long weights() {
    return weight.length;
  }

  @Override
  public int biases() {
    return bias.length;
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

  /**
   * {@return the weight from input {@code i} to output {@code j}}
   *
   * @param j output, 0 to {@code outputs - 1}
   * @param i input, 0 to {@code inputs - 1}
   */
  public float weight(int j, int i) {
    return weight[j * inputs + i];
  }

  @Override
  public float bias(int j) {
    return bias[j];
  }

  @Override
  public int outputChannel(int at) {
    return at / inputs;
  }

  @Override
  public int outputsPerChannel() {
    return 1;
  }

  @Override
  public String kind() {
    return "matrix";
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(inputs);
  }

  @Override
  public List<Integer> outputShape() {
    return List.of(outputs);
  }

  @Override
  public int fanOut(int i) {
    return outputs;
  }

  @Override
  public void forEachTarget(int i, TargetConsumer consumer) {
    for (int j = 0; j < outputs; j++) {
      consumer.accept(j, weight(j, i));
    }
  }

  @Override
  public Affine withParameters(float[] otherWeight, float[] otherBias) {
    return new Affine(inputs, outputs, otherWeight, otherBias);
  }

  @Override
  public Affine scaled(float[] before, float[] after) {
    Values.finite("before", before, inputs);
    Values.finite("after", after, outputs);
    float[] scaledWeight = new float[weight.length];
    float[] scaledBias = new float[outputs];
    for (int j = 0; j < outputs; j++) {
      scaledBias[j] = bias[j] / after[j];
      for (int i = 0; i < inputs; i++) {
        int at = j * inputs + i;
        scaledWeight[at] = (float) ((double) weight[at] * before[i] / after[j]);
      }
    }
    return withParameters(scaledWeight, scaledBias);
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }

  @Override
  public String toString() {
    return "Affine[" + inputs + " -> " + outputs + "]";
  }
}
