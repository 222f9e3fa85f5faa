package io.github.ann2snn.ann.graph;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution in one or two dimensions, in the sense of neural networks (a cross-correlation),
 * with the equation of {@link io.github.ann2snn.runtime.connection.Convolution}: it begins with the
 * bias; then one fma after the other, input channels of the group ascending, rows of the kernel,
 * columns of the kernel. What lies in the padding is left out.
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
    return shape.windowed(window, outputChannels);
  }

  @Override
  public float[] apply(List<float[]> inputs, List<Shape> shapes) {
    FeatureMaps in = shapes.get(0).maps();
    FeatureMaps out = window.output(in, outputChannels);
    float[] y = new float[out.size()];
    int w = 0;
    for (int o = 0; o < outputChannels; o++) {
      Arrays.fill(y, out.index(o, 0, 0), out.index(o + 1, 0, 0), bias[o]);
      int first = o / (outputChannels / groups) * channelsPerGroup();
      for (int c = first; c < first + channelsPerGroup(); c++) {
        for (int k = 0; k < window.vertical().taps(); k++) {
          for (int l = 0; l < window.horizontal().taps(); l++, w++) {
            addTap(weight[w], inputs.get(0), in, c, k, l, y, out, o);
          }
        }
      }
    }
    return y;
  }

  /** Adds what one weight contributes to all positions of an output channel. */
  private void addTap(
      float w, float[] x, FeatureMaps in, int c, int k, int l, float[] y, FeatureMaps out, int o) {
    WindowAxis columns = window.horizontal();
    int stride = columns.stride();
    int left = columns.at(0, l);
    int begin = Math.min(out.width(), left >= 0 ? 0 : (-left - 1) / stride + 1);
    int end = left >= in.width() ? 0 : Math.min(out.width(), (in.width() - 1 - left) / stride + 1);
    for (int row = 0; row < out.height(); row++) {
      int v = window.vertical().at(row, k);
      if (v >= 0 && v < in.height()) {
        int to = out.index(o, row, 0);
        int from = in.index(c, v, 0) + left;
        for (int column = begin; column < end; column++) {
          y[to + column] = Math.fma(w, x[from + column * stride], y[to + column]);
        }
      }
    }
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
