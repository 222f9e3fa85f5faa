package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import java.util.List;

/**
 * A convolution in one or two dimensions, in the sense of neural networks (a cross-correlation),
 * with the equation of {@link io.github.ann2snn.runtime.connection.Convolution}: it begins with the
 * bias; then one fma after the other, input channels of the group ascending, rows of the kernel,
 * columns of the kernel. What lies in the padding is multiplied like other values, as 0.
 *
 * @param outputChannels number of output channels, at least 1
 * @param window kernel size, stride, padding and dilation; one row high in one dimension
 * @param groups number of groups; output channels of group g see the input channels of group g
 *     alone
 * @param weight finite values {@code [outputChannels, channels / groups, kernel height, kernel
 *     width]}, row-major
 * @param bias {@code outputChannels} finite values
 */
public record Convolve(int outputChannels, Window window, int groups, float[] weight, float[] bias)
    implements Operation {
  /**
   * @throws IllegalArgumentException if sizes do not fit each other or a value is not finite
   */
  public Convolve {
    Refusal.when(
        outputChannels < 1 || groups < 1 || outputChannels % groups != 0,
        "%d output channels in %d groups, expected as many in each group",
        outputChannels,
        groups);
    long kernels = Math.multiplyExact(outputChannels, window.area());
    Refusal.when(
        weight.length == 0 || weight.length % kernels != 0,
        "%d weights are no kernels of %d x %d taps for %d output channels",
        weight.length,
        window.vertical().taps(),
        window.horizontal().taps(),
        outputChannels);
    weight = Values.finite("weight", weight, weight.length);
    bias = Values.finite("bias", bias, outputChannels);
  }

  /** Number of input channels that an output channel sees. */
  public int channelsPerGroup() {
    return (int) (weight.length / (outputChannels * window.area()));
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

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = Operation.single(inputs);
    Refusal.when(
        shape.channels() != (long) groups * channelsPerGroup(),
        "%d input channels, but the weights are for %d groups of %d",
        shape.channels(),
        groups,
        channelsPerGroup());
    return Windows.output(shape, window, outputChannels);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    FeatureMaps in = shapes.get(0).maps();
    FeatureMaps out = window.output(in, outputChannels);
    int perGroup = channelsPerGroup();
    int perOutput = (int) (perGroup * window.area());
    float[] y = new float[out.size()];
    for (int j = 0; j < y.length; j++) {
      int o = out.channel(j);
      int first = o / (outputChannels / groups) * perGroup;
      y[j] =
          convolved(inputs.get(0), in, first, perGroup, o * perOutput, out.y(j), out.x(j), bias[o]);
    }
    return y;
  }

  private float convolved(
      float[] x,
      FeatureMaps in,
      int firstChannel,
      int channels,
      int firstWeight,
      int row,
      int column,
      float bias) {
    float sum = bias;
    int w = firstWeight;
    for (int c = firstChannel; c < firstChannel + channels; c++) {
      for (int k = 0; k < window.vertical().taps(); k++) {
        int v = Windows.at(window.vertical(), row, k);
        for (int l = 0; l < window.horizontal().taps(); l++, w++) {
          int h = Windows.at(window.horizontal(), column, l);
          boolean inside = v >= 0 && v < in.height() && h >= 0 && h < in.width();
          sum = Math.fma(weight[w], inside ? x[in.index(c, v, h)] : 0, sum);
        }
      }
    }
    return sum;
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
