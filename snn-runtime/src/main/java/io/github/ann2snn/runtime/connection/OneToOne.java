package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A connection that leads from each input to one output at most, and to each output from one input
 * at most: {@code I_oyx = b_o + w_c x_c(rows.start + y rows.stride)(columns.start + x
 * columns.stride)} for the input channel c that leads to output channel o, {@code b_o} where there
 * is no such channel, row or column. It is what a shortcut of a residual network is: the identity
 * in other units, or the slices and zeros of He et al. 2016 (option A).
 *
 * @param input shape of what comes in; a vector is as many channels of one value
 * @param output shape of what comes out
 * @param to for each input channel the output channel that it leads to, or -1
 * @param rows which rows of the input are taken
 * @param columns which columns are
 * @param weight finite values, one for each input channel that leads somewhere, in their order
 * @param bias one finite value for each output channel, or for each output
 */
public record OneToOne(
    FeatureMaps input,
    FeatureMaps output,
    int[] to,
    Every rows,
    Every columns,
    float[] weight,
    float[] bias)
    implements Connection {
  /** Leads nowhere. */
  public static final int NOWHERE = -1;

  /**
   * Which places along an axis are taken: {@code start + p stride} for position p, none where that
   * is outside.
   *
   * @param start the first; negative where zeros come before
   * @param stride step between two positions, at least 1
   */
  public record Every(int start, int stride) {
    /** All places. */
    public static final Every ONE = new Every(0, 1);

    /**
     * Checks the stride.
     *
     * @param start the first; negative where zeros come before
     * @param stride step between two positions, at least 1
     * @throws IllegalArgumentException if the stride is below 1
     */
    public Every {
      Refusal.when(stride < 1, "stride is %d, expected at least 1", stride);
    }

    /**
     * {@return the position that takes a place, or {@link #NOWHERE}}
     *
     * @param place on the axis, from 0
     * @param positions how many positions there are
     */
    public int position(int place, int positions) {
      long distance = (long) place - start;
      boolean taken = distance >= 0 && distance % stride == 0 && distance / stride < positions;
      return taken ? (int) (distance / stride) : NOWHERE;
    }

    /**
     * {@return the place on the axis that a position takes; it may lie outside}
     *
     * @param position place among those taken, from 0
     */
    public long place(int position) {
      return start + (long) position * stride;
    }

    /**
     * {@return the places of an axis that are taken if {@code first} takes some, and this takes its
     * own of those}
     *
     * @param first takes places of the axis
     * @throws ArithmeticException if its start or its stride exceeds an {@code int}
     */
    public Every after(Every first) {
      return new Every(
          Math.addExact(first.start, Math.multiplyExact(start, first.stride)),
          Math.multiplyExact(stride, first.stride));
    }
  }

  /**
   * Checks that the sizes fit each other, and copies the arrays.
   *
   * @param input shape of what comes in; a vector is as many channels of one value
   * @param output shape of what comes out
   * @param to for each input channel the output channel that it leads to, or -1
   * @param rows which rows of the input are taken
   * @param columns which columns are
   * @param weight finite values, one for each input channel that leads somewhere, in their order
   * @param bias one finite value for each output channel, or for each output
   * @throws IllegalArgumentException if sizes do not fit each other, two channels lead to the same
   *     one, or a value is not finite
   */
  public OneToOne {
    Refusal.when(
        to.length != input.channels(),
        "%d targets of channels, expected %d",
        to.length,
        input.channels());
    to = to.clone();
    boolean[] reached = new boolean[output.channels()];
    for (int target : to) {
      Refusal.when(
          target < NOWHERE || target >= reached.length,
          "a channel leads to channel %d, expected less than %d",
          target,
          reached.length);
      Refusal.when(target >= 0 && reached[target], "two channels lead to channel %d", target);
      if (target >= 0) {
        reached[target] = true;
      }
    }
    int leading = (int) Arrays.stream(to).filter(target -> target >= 0).count();
    weight = Values.finite("weight", weight, leading);
    bias =
        Values.finite("bias", bias, bias.length == output.size() ? bias.length : output.channels());
  }

  /**
   * {@return the connection of every value to its counterpart, in other units: one weight per
   * channel, no bias}
   *
   * @param maps shape of what comes in, and of what comes out
   * @param weight one finite value per channel
   * @throws IllegalArgumentException if the number of weights is another, or one is not finite
   */
  public static OneToOne identity(FeatureMaps maps, float[] weight) {
    int[] to = IntStream.range(0, maps.channels()).toArray();
    return new OneToOne(maps, maps, to, Every.ONE, Every.ONE, weight, new float[maps.channels()]);
  }

  /** The shape of maps; one size if they are single values, for which any shape will do. */
  private static List<Integer> shape(FeatureMaps maps) {
    return maps.area() == 1 ? List.of(maps.channels()) : maps.shape();
  }

  @Override
  public String kind() {
    return "one-to-one" + Window.stride(rows.stride, columns.stride);
  }

  @Override
  public List<Integer> inputShape() {
    return shape(input);
  }

  @Override
  public List<Integer> outputShape() {
    return shape(output);
  }

  @Override
  public int inputs() {
    return input.size();
  }

  @Override
  public int outputs() {
    return output.size();
  }

  /**
   * {@return the output that input {@code i} leads to, or {@link #NOWHERE}}
   *
   * @param i input, 0 to {@code inputs() - 1}
   */
  public int target(int i) {
    int channel = to[input.channel(i)];
    int y = rows.position(input.y(i), output.height());
    int x = columns.position(input.x(i), output.width());
    return channel < 0 || y < 0 || x < 0 ? NOWHERE : output.index(channel, y, x);
  }

  /** {@return for each input channel the weight of what leads from it; 0 where nothing does} */
  public float[] weightByChannel() {
    float[] byChannel = new float[to.length];
    int next = 0;
    for (int c = 0; c < to.length; c++) {
      byChannel[c] = to[c] < 0 ? 0 : weight[next++];
    }
    return byChannel;
  }

  @Override
  public int fanOut(int i) {
    return target(i) < 0 ? 0 : 1;
  }

  @Override
  public void forEachTarget(int i, TargetConsumer consumer) {
    int target = target(i);
    if (target >= 0) {
      int channel = input.channel(i);
      consumer.accept(target, weight[allLead() ? channel : leading(channel)]);
    }
  }

  /** Whether every channel leads somewhere, so that its weight is found without counting. */
  private boolean allLead() {
    return weight.length == to.length;
  }

  /** How many of the first {@code channels} lead somewhere. */
  private int leading(int channels) {
    int leading = 0;
    for (int c = 0; c < channels; c++) {
      leading += to[c] < 0 ? 0 : 1;
    }
    return leading;
  }

  /** Whether the bias depends on the position. */
  private boolean hasBiasByPosition() {
    return bias.length != output.channels();
  }

  @Override
  public float bias(int j) {
    return bias[hasBiasByPosition() ? j : output.channel(j)];
  }

  /** {@return a copy of the targets} */
  @Override
  public int[] to() {
    return to.clone();
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

  /** A copy of the biases. */
  @Override
  public float[] bias() {
    return bias.clone();
  }

  @Override
  public int outputChannel(int at) {
    if (allLead()) {
      return to[at];
    }
    int before = 0;
    for (int target : to) {
      if (target >= 0 && before++ == at) {
        return target;
      }
    }
    throw new IndexOutOfBoundsException(at);
  }

  @Override
  public int outputsPerChannel() {
    return output.area();
  }

  @Override
  public OneToOne withParameters(float[] otherWeight, float[] otherBias) {
    return new OneToOne(input, output, to, rows, columns, otherWeight, otherBias);
  }

  @Override
  public OneToOne scaled(float[] before, float[] after) {
    float[] in = input.perChannel("before", before);
    float[] out = output.perChannel("after", after);
    float[] scaledWeight = weight();
    int next = 0;
    for (int c = 0; c < to.length; c++) {
      if (to[c] >= 0) {
        scaledWeight[next] = (float) ((double) weight[next] * in[c] / out[to[c]]);
        next++;
      }
    }
    float[] scaledBias = bias();
    for (int k = 0; k < scaledBias.length; k++) {
      scaledBias[k] /= out[k / (scaledBias.length / output.channels())];
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
    return Text.of("OneToOne[%s -> %s]", inputShape(), outputShape());
  }
}
