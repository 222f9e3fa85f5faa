package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.network.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What lies between an activation and the next weights: max pooling, other pooling and batch
 * normalisation, each at most once, to become part of the layer that has the weights.
 */
final class PathToWeights {
  private Optional<MaxGate> gate = Optional.empty();
  private Optional<Pooling> pooling = Optional.empty();
  private Optional<ChannelTransform> transform = Optional.empty();

  /** Whether nothing lies there. */
  boolean isDirect() {
    return !isPooled() && transform.isEmpty();
  }

  /** Whether values were normalised. */
  boolean isTransformed() {
    return transform.isPresent();
  }

  /** Whether values were pooled. */
  boolean isPooled() {
    return gate.isPresent() || pooling.isPresent();
  }

  /**
   * Values take another shape.
   *
   * @throws ConversionRefusedException if channels that were normalised or pooled are no longer
   *     told apart
   */
  void reshape(Shape before, Shape to, String place) throws ConversionRefusedException {
    int after = to.channels();
    if (isPooled() && to.rank() > 1 && before.channels() != after) {
      throw ConversionRefusedException.layer(
          place, "the pooling before it has other channels. Put the pooling behind it.");
    }
    if (transform.isEmpty() || before.channels() == after) {
      return;
    }
    ChannelTransform now = transform.get();
    if (after % now.channels() == 0) {
      transform = Optional.of(now.spread(after / now.channels()));
    } else if (now.isUniform()) {
      double[] scale = new double[after];
      double[] shift = new double[after];
      Arrays.fill(scale, now.scale()[0]);
      Arrays.fill(shift, now.shift()[0]);
      transform = Optional.of(new ChannelTransform(scale, shift));
    } else {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it treats values differently that become one channel. Put"
              + " the batch normalisation behind it.");
    }
  }

  /** Adds batch normalisation. */
  void transform(ChannelTransform next) {
    if (next.isIdentity()) {
      return;
    }
    transform = Optional.of(transform.isEmpty() ? next : transform.get().then(next));
  }

  /**
   * Adds max pooling.
   *
   * @throws ConversionRefusedException if it does not commute with what was added before
   */
  void pool(MaxGate next, String place) throws ConversionRefusedException {
    if (isPooled()) {
      throw twice(place);
    }
    if (transform.isPresent() && transform.get().turns()) {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it turns the order of values"
              + " around in some channels, so that its maximum is not that of firing rates. Put the"
              + " batch normalisation before the activation.");
    }
    gate = Optional.of(next);
  }

  /**
   * Adds pooling by sum or average.
   *
   * @throws ConversionRefusedException if it does not commute with what was added before
   */
  void pool(Pooling next, String place) throws ConversionRefusedException {
    if (pooling.isPresent()) {
      throw twice(place);
    }
    if (shifts() && next.window().isPadded()) {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation.");
    }
    pooling = Optional.of(next);
  }

  private static ConversionRefusedException twice(String place) {
    return ConversionRefusedException.unsupported(
        place, "it follows another pooling layer. Make one of the two.");
  }

  private boolean shifts() {
    return transform.isPresent() && transform.get().shifts();
  }

  /**
   * The layer that the weights are of, with all that was added before; the path to the next begins.
   */
  AnnLayer layer(String name, int source, Connection weights) {
    Connection folded = transform.isEmpty() ? weights : foldBefore(weights, transform.get());
    Connection pooled = pooling.isEmpty() ? folded : new Pooled(pooling.get(), folded);
    AnnLayer layer =
        new AnnLayer(name, List.of(new Projection(source, gate, pooled)), Double.POSITIVE_INFINITY);
    gate = Optional.empty();
    pooling = Optional.empty();
    transform = Optional.empty();
    return layer;
  }

  /**
   * The connection with what follows it before an activation: {@code w' = scale_o w}, {@code b' =
   * scale_o b + shift_o} for output channel o.
   *
   * @param after one channel for each output, or each that shares weights
   */
  static Connection foldAfter(Connection connection, ChannelTransform after) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    for (int k = 0; k < bias.length; k++) {
      int o = k / (bias.length / after.channels());
      bias[k] = (float) (after.scale()[o] * bias[k] + after.shift()[o]);
    }
    for (int at = 0; at < weight.length; at++) {
      weight[at] = (float) (after.scale()[at / (weight.length / after.channels())] * weight[at]);
    }
    return connection.withParameters(weight, bias);
  }

  /**
   * The connection with what comes before it: {@code w' = scale_c w}, {@code b'_o = b_o + sum
   * shift_c w}. Where a convolution pads its input with zeros, which are not shifted, the sum
   * depends on the position, and so does the bias.
   *
   * @param before one channel for each map or number that goes in, or for each of neighbouring ones
   */
  static Connection foldBefore(Connection connection, ChannelTransform before) {
    float[] weight = connection.weight();
    boolean byPosition =
        connection instanceof Convolution c && c.window().isPadded() && before.shifts();
    float[] bias = byPosition ? shiftedByPosition(connection, before) : connection.bias();
    int outputs = connection.outputs() / connection.outputsPerChannel();
    int perOutput = weight.length / outputs;
    for (int o = 0; o < outputs; o++) {
      double sum = bias[o];
      for (int k = 0; k < perOutput; k++) {
        int channel = channel(connection, o, k, perOutput, before.channels());
        int at = o * perOutput + k;
        sum += before.shift()[channel] * weight[at];
        weight[at] = (float) (before.scale()[channel] * weight[at]);
      }
      bias[o] = byPosition ? bias[o] : (float) sum;
    }
    return connection.withParameters(weight, bias);
  }

  /** The channel that the k-th weight of an output reads; those of its group alone. */
  private static int channel(Connection connection, int o, int k, int perOutput, int channels) {
    return connection instanceof Convolution c
        ? o / c.outputsPerGroup() * c.channelsPerGroup() + k / (int) c.window().area()
        : k / (perOutput / channels);
  }

  private static float[] shiftedByPosition(Connection connection, ChannelTransform before) {
    double[] sums = new double[connection.outputs()];
    Arrays.setAll(sums, connection::bias);
    int perChannel = connection.inputs() / before.channels();
    for (int i = 0; i < connection.inputs(); i++) {
      double shift = before.shift()[i / perChannel];
      connection.forEachTarget(i, (j, w) -> sums[j] += shift * w);
    }
    float[] bias = new float[sums.length];
    for (int j = 0; j < bias.length; j++) {
      bias[j] = (float) sums[j];
    }
    return bias;
  }
}
