package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.util.List;

/**
 * All-to-all: {@code y_j = b_j + sum_i w_ji x_i}, beginning with the bias, one fma after the other,
 * i ascending.
 *
 * @param outputs number of outputs, at least 1
 * @param weight {@code outputs x inputs} finite values, row-major
 * @param bias {@code outputs} finite values
 */
public record Dense(int outputs, float[] weight, float[] bias) implements Operation {
  /**
   * @throws IllegalArgumentException if sizes do not fit each other or a value is not finite
   */
  public Dense {
    Refusal.when(outputs < 1, "%d outputs, expected at least 1", outputs);
    Refusal.when(
        weight.length == 0 || weight.length % outputs != 0,
        "%d weights are no matrix of %d rows",
        weight.length,
        outputs);
    weight = Values.finite("weight", weight, weight.length);
    bias = Values.finite("bias", bias, outputs);
  }

  /** Number of inputs. */
  public int inputs() {
    return weight.length / outputs;
  }

  /** A copy of the weights. */
  @Override
  public float[] weight() {
    return weight.clone();
  }

  /** A copy of the biases. */
  @Override
  public float[] bias() {
    return bias.clone();
  }

  /** {@code -z/2} and {@code z/2} in place of the only output z; halves are exact. */
  Dense halves() {
    int inputs = inputs();
    float[] both = new float[2 * inputs];
    for (int i = 0; i < inputs; i++) {
      both[i] = -weight[i] / 2;
      both[inputs + i] = weight[i] / 2;
    }
    return new Dense(2, both, new float[] {-bias[0] / 2, bias[0] / 2});
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        shape.rank() != 1, "values of shape %s, expected them in a row (Flatten before it)", shape);
    Refusal.when(shape.values() != inputs(), "%d values for %d inputs", shape.values(), inputs());
    return Shape.of(outputs);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    float[] x = inputs.get(0);
    float[] y = bias.clone();
    int at = 0;
    for (int j = 0; j < outputs; j++) {
      for (float value : x) {
        y[j] = Math.fma(weight[at++], value, y[j]);
      }
    }
    return y;
  }

  @Override
  public boolean equals(Object other) {
    return RecordContent.equal(this, other);
  }

  @Override
  public int hashCode() {
    return RecordContent.hash(this);
  }
}
