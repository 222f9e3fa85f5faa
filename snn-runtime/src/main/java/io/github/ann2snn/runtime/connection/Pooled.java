package io.github.ann2snn.runtime.connection;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;

/**
 * A connection whose inputs are pooled, without neurons in between. A path leads from an input over
 * each pooled value that it goes into; its weight is that of the second part divided by the {@link
 * Pooling#divisor}, rounded once.
 *
 * @param pooling the first part
 * @param then the second part, which does not pool
 */
public record Pooled(Pooling pooling, Connection then) implements Connection {
  /**
   * Checks that the second part takes what the first gives.
   *
   * @param pooling the first part
   * @param then the second part, which does not pool
   * @throws IllegalArgumentException if the parts do not fit each other, or both pool
   */
  public Pooled {
    Refusal.when(then instanceof Pooled, "two poolings follow each other; make them one");
    FeatureMaps pooled = pooling.output();
    boolean anyShape = then.inputShape().size() == 1;
    if (then.inputs() != pooled.size() || !(anyShape || then.inputShape().equals(pooled.shape()))) {
      throw Refusal.of(
          "pooling gives %s, but what follows takes %s", pooled.shape(), then.inputShape());
    }
  }

  /**
   * The same paths with a sum in place of an average: the weights are those of the paths.
   *
   * @return this, if it is a sum already
   */
  public Pooled summed() {
    return as(Pooling.Kind.SUM, w -> w / pooling.divisor());
  }

  private Pooled as(Pooling.Kind kind, DoubleUnaryOperator change) {
    if (pooling.kind() == kind) {
      return this;
    }
    float[] weight = then.weight();
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) change.applyAsDouble(weight[i]);
    }
    return new Pooled(
        new Pooling(kind, pooling.input(), pooling.window()),
        then.withParameters(weight, then.bias()));
  }

  /**
   * The same with an average in place of a sum: the weights are multiplied by the size of the
   * window. Paths keep their weights where that is a power of two; others may change in the last
   * bit.
   *
   * @return this, if it is an average already
   * @throws IllegalArgumentException if a weight becomes infinite
   */
  public Pooled averaged() {
    long area = pooling.window().area();
    return as(Pooling.Kind.AVERAGE, w -> w * area);
  }

  private float pathWeight(float w) {
    return (float) ((double) w / pooling.divisor());
  }

  @Override
  public String kind() {
    return Text.of(
        "%s pooling %s, then %s",
        pooling.kind(), pooling.window().kind(pooling.input()), then.kind());
  }

  @Override
  public List<Integer> inputShape() {
    return pooling.input().shape();
  }

  @Override
  public List<Integer> outputShape() {
    return then.outputShape();
  }

  @Override
  public int inputs() {
    return pooling.input().size();
  }

  @Override
  public int outputs() {
    return then.outputs();
  }

  @Override
  public int fanOut(int i) {
    int[] sum = new int[1];
    pooling.forEachPooled(i, q -> sum[0] += then.fanOut(q));
    return sum[0];
  }

  @Override
  public void forEachTarget(int i, TargetConsumer consumer) {
    pooling.forEachPooled(
        i, q -> then.forEachTarget(q, (j, w) -> consumer.accept(j, pathWeight(w))));
  }

  /**
   * Adds up what lies within each window first, ascending, and multiplies the sum with the weights
   * of the paths; sums are added by position, then channel, by a matrix too.
   */
  @Override
  public void add(float[] x, float[] current) {
    float[] pooled = new float[pooling.output().size()];
    for (int i = 0; i < x.length; i++) {
      float value = x[i];
      pooling.forEachPooled(i, q -> pooled[q] = pooled[q] + value);
    }
    Connection weights = summed().then;
    int area = pooling.output().area();
    for (int position = 0; position < area; position++) {
      for (int i = position; i < pooled.length; i += area) {
        weights.addFrom(i, pooled[i], current);
      }
    }
  }

  @Override
  public float bias(int j) {
    return then.bias(j);
  }

  @Override
  public long weights() {
    return then.weights();
  }

  @Override
  public int biases() {
    return then.biases();
  }

  /** A copy of the second part's weights. */
  @Override
  public float[] weight() {
    return then.weight();
  }

  /** A copy of the second part's biases. */
  @Override
  public float[] bias() {
    return then.bias();
  }

  @Override
  public int outputChannel(int at) {
    return then.outputChannel(at);
  }

  @Override
  public int outputsPerChannel() {
    return then.outputsPerChannel();
  }

  @Override
  public Pooled withParameters(float[] weight, float[] bias) {
    return new Pooled(pooling, then.withParameters(weight, bias));
  }

  @Override
  public Pooled scaled(float[] before, float[] after) {
    float[] perChannel = pooling.input().perChannel("before", before);
    return new Pooled(pooling, then.scaled(pooling.output().spread(perChannel), after));
  }

  /**
   * Adds or averages what lies within a window, channel by channel; what the window does not reach
   * at the lower and right border is lost.
   *
   * @param kind sum or average
   * @param input shape of what comes in
   * @param window kernel size, stride and padding; its dilation is 1
   */
  public record Pooling(Kind kind, FeatureMaps input, Window window) {
    /** What is made of the values within a window. */
    public enum Kind {
      /** Their sum (NIR's {@code SumPool2d}). */
      SUM,
      /** Their sum divided by the number of taps, padding included (NIR's {@code AvgPool2d}). */
      AVERAGE;

      /** How users and files name it. */
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /**
     * Checks that the window fits.
     *
     * @param kind sum or average
     * @param input shape of what comes in
     * @param window kernel size, stride and padding; its dilation is 1
     * @throws IllegalArgumentException if the window is dilated or does not fit
     */
    public Pooling {
      window.requireUndilated();
      window.output(input, input.channels());
    }

    /** {@return the shape of what comes out} */
    public FeatureMaps output() {
      return window.output(input, input.channels());
    }

    /** {@return what the sum is divided by: the number of taps for an average, 1 for a sum} */
    public long divisor() {
      return kind == Kind.AVERAGE ? window.area() : 1;
    }

    /**
     * Gives the pooled values that value {@code i} goes into, in ascending order.
     *
     * @param i number of the value in {@code input}
     * @param consumer told the number of each pooled value in {@link #output()}
     */
    public void forEachPooled(int i, IntConsumer consumer) {
      window.forEachPosition(input, i, consumer);
    }
  }
}
