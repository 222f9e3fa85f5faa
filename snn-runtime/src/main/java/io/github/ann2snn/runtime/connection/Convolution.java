package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.List;

/**
 * Two-dimensional convolution with bias, in the sense of neural networks (a cross-correlation):
 * {@code I_oyx = b_o + sum_ckl w_ockl x_c(y stride + k dilation - top)(x stride + l dilation -
 * left)}, over the channels c of the output channel's group (NIR's and PyTorch's {@code Conv2d}).
 * The bias may depend on the position as well, {@code b_oyx}: that of a map which is not zero where
 * the padding is.
 *
 * @param input shape of what comes in
 * @param outputChannels number of output channels, at least 1
 * @param window kernel size, stride, padding and dilation
 * @param groups number of groups, which divides both numbers of channels; output channels of group
 *     g see the input channels of group g alone
 * @param weight finite values {@code [outputChannels, channels / groups, kernel height, kernel
 *     width]}, row-major
 * @param bias {@code outputChannels} finite values, or one for each output
 */
public record Convolution(
    FeatureMaps input, int outputChannels, Window window, int groups, float[] weight, float[] bias)
    implements Connection {
  /**
   * Checks that the sizes fit each other, and copies the arrays.
   *
   * @param input shape of what comes in
   * @param outputChannels number of output channels, at least 1
   * @param window kernel size, stride, padding and dilation
   * @param groups number of groups, which divides both numbers of channels; output channels of
   *     group g see the input channels of group g alone
   * @param weight finite values {@code [outputChannels, channels / groups, kernel height, kernel
   *     width]}, row-major
   * @param bias {@code outputChannels} finite values, or one for each output
   * @throws IllegalArgumentException if sizes do not fit each other or a value is not finite
   */
  public Convolution {
    if (outputChannels < 1 || groups < 1) {
      throw Refusal.of(
          "%d output channels in %d groups, expected at least 1 of each", outputChannels, groups);
    }
    if (input.channels() % groups != 0 || outputChannels % groups != 0) {
      throw Refusal.of(
          "%d groups do not divide %d input channels and %d output channels",
          groups, input.channels(), outputChannels);
    }
    FeatureMaps output = window.output(input, outputChannels);
    int inGroup = input.channels() / groups;
    long values = Math.multiplyExact((long) outputChannels * inGroup, window.area());
    Refusal.when(
        values != weight.length,
        "weight has %d values, but [%d, %d, %d, %d] need %d",
        weight.length,
        outputChannels,
        inGroup,
        window.vertical().taps(),
        window.horizontal().taps(),
        values);
    weight = Values.finite("weight", weight, weight.length);
    bias = Values.finite("bias", bias, bias.length == output.size() ? bias.length : outputChannels);
  }

  /** {@return the shape of what comes out} */
  public FeatureMaps output() {
    return window.output(input, outputChannels);
  }

  /** {@return the number of input channels that an output channel sees} */
  public int channelsPerGroup() {
    return input.channels() / groups;
  }

  /**
   * {@return the group of input channel {@code c}}
   *
   * @param c input channel, 0 to {@code input.channels() - 1}
   */
  int groupOf(int c) {
    return c / channelsPerGroup();
  }

  /** {@return the number of output channels that an input channel reaches} */
  public int outputsPerGroup() {
    return outputChannels / groups;
  }

  /**
   * {@return the weight from input channel {@code c} to output channel {@code o}, which are of one
   * group, at row {@code k} and column {@code l} of the kernel}
   *
   * @param o output channel, 0 to {@code outputChannels - 1}
   * @param c input channel, 0 to {@code input.channels() - 1}
   * @param k row of the kernel, from 0 at the top
   * @param l column of the kernel, from 0 at the left
   */
  public float weight(int o, int c, int k, int l) {
    int row = (o * channelsPerGroup() + c % channelsPerGroup()) * window.vertical().taps() + k;
    return weight[row * window.horizontal().taps() + l];
  }

  @Override
  public String kind() {
    boolean depthwise = groups > 1 && groups == input.channels();
    String grouped = depthwise ? "depthwise " : groups > 1 ? "grouped " : "";
    return grouped + "convolution " + window.kind(input);
  }

  @Override
  public List<Integer> inputShape() {
    return input.shape();
  }

  @Override
  public List<Integer> outputShape() {
    return output().shape();
  }

  @Override
  public int inputs() {
    return input.size();
  }

  @Override
  public int outputs() {
    return output().size();
  }

  @Override
  public int fanOut(int i) {
    int rows = window.vertical().coverage(input.height(), input.y(i));
    int columns = window.horizontal().coverage(input.width(), input.x(i));
    return outputsPerGroup() * rows * columns;
  }

  @Override
  public void forEachTarget(int i, TargetConsumer consumer) {
    FeatureMaps output = output();
    int c = input.channel(i);
    int first = groupOf(c) * outputsPerGroup();
    int end = first + outputsPerGroup();
    int rowTaps = window.vertical().taps();
    int columnTaps = window.horizontal().taps();
    int between = channelsPerGroup() * rowTaps * columnTaps;
    int kernel = first * between + c % channelsPerGroup() * rowTaps * columnTaps;
    int[] rows = window.vertical().covering(input.height(), input.y(i));
    int[] columns = window.horizontal().covering(input.width(), input.x(i));
    for (int o = first; o < end; o++) {
      for (int r = 0; r < rows.length; r += 2) {
        int row = output.index(o, rows[r], 0);
        int weights = kernel + rows[r + 1] * columnTaps;
        for (int s = 0; s < columns.length; s += 2) {
          consumer.accept(row + columns[s], weight[weights + columns[s + 1]]);
        }
      }
      kernel += between;
    }
  }

  /** By position (row, then column), and at each position by channel. */
  @Override
  public void add(float[] x, float[] current) {
    for (int position = 0; position < input.area(); position++) {
      for (int c = 0; c < input.channels(); c++) {
        int i = c * input.area() + position;
        addFrom(i, x[i], current);
      }
    }
  }

  @Override
  public float bias(int j) {
    return bias[hasBiasByPosition() ? j : output().channel(j)];
  }

  /** {@return whether the bias depends on the position} */
  public boolean hasBiasByPosition() {
    return bias.length != outputChannels;
  }

  @Override
  public int outputChannel(int at) {
    return at / (weight.length / outputChannels);
  }

  @Override
  public int outputsPerChannel() {
    return output().area();
  }

  @Override
  public long weights() {
    return weight.length;
  }

  @Override
  public int biases() {
    return bias.length;
  }

  /** A copy of the weights. */
  @Override
  public float[] weight() {
    return weight.clone();
  }

  /** A copy of the biases, one per output channel or one per output. */
  @Override
  public float[] bias() {
    return bias.clone();
  }

  @Override
  public Convolution withParameters(float[] otherWeight, float[] otherBias) {
    return new Convolution(input, outputChannels, window, groups, otherWeight, otherBias);
  }

  @Override
  public Convolution scaled(float[] before, float[] after) {
    float[] in = input.perChannel("before", before);
    float[] out = output().perChannel("after", after);
    float[] scaledWeight = new float[weight.length];
    float[] scaledBias = bias();
    for (int k = 0; k < bias.length; k++) {
      scaledBias[k] /= out[k / (bias.length / outputChannels)];
    }
    int kernel = (int) window.area();
    for (int o = 0; o < outputChannels; o++) {
      int first = o / outputsPerGroup() * channelsPerGroup();
      for (int n = 0; n < channelsPerGroup() * kernel; n++) {
        int at = o * channelsPerGroup() * kernel + n;
        scaledWeight[at] = (float) ((double) weight[at] * in[first + n / kernel] / out[o]);
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
    return Text.of(
        "Convolution[%s -> %s, %d x %d]",
        inputShape(), outputShape(), window.vertical().taps(), window.horizontal().taps());
  }
}
