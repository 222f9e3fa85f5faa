package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.train.inference.ChannelTransform;
import java.util.Optional;

/**
 * What lies between an activation and the next weights: max pooling, other pooling and batch
 * normalisation, each at most once, to become part of the layer that has the weights.
 */
final class PathToWeights {
  /** The shape of the values; null where they are no images. */
  FeatureMaps maps;

  private Optional<MaxGate> gate = Optional.empty();
  private Optional<Pooling> pooling = Optional.empty();
  private Optional<ChannelTransform> transform = Optional.empty();

  /** Whether nothing lies there. */
  boolean isDirect() {
    return !isPooled() && transform.isEmpty();
  }

  /** Whether values were pooled. */
  boolean isPooled() {
    return gate.isPresent() || pooling.isPresent();
  }

  /** Adds batch normalisation. */
  void transform(ChannelTransform next) {
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
    maps = next.output();
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
    maps = next.output();
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
   *
   * @throws ConversionRefusedException if its padding does not commute with what was added
   */
  AnnLayer layer(String name, Connection weights, String place) throws ConversionRefusedException {
    if (shifts() && weights instanceof Convolution convolution && convolution.window().isPadded()) {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation, or use a"
              + " convolution without padding.");
    }
    Connection folded = transform.isEmpty() ? weights : foldBefore(weights, transform.get());
    Connection pooled = pooling.isEmpty() ? folded : new Pooled(pooling.get(), folded);
    AnnLayer layer = new AnnLayer(name, gate, pooled);
    gate = Optional.empty();
    pooling = Optional.empty();
    transform = Optional.empty();
    return layer;
  }

  /**
   * The connection with what follows it before an activation: {@code w' = scale_o w}, {@code b' =
   * scale_o b + shift_o} for output channel o.
   *
   * @param after one channel for each bias of the connection
   */
  static Connection foldAfter(Connection connection, ChannelTransform after) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    int perOutput = weight.length / bias.length;
    for (int o = 0; o < bias.length; o++) {
      bias[o] = (float) (after.scale()[o] * bias[o] + after.shift()[o]);
      for (int k = 0; k < perOutput; k++) {
        int at = o * perOutput + k;
        weight[at] = (float) (after.scale()[o] * weight[at]);
      }
    }
    return connection.withParameters(weight, bias);
  }

  /**
   * The connection with what comes before it: {@code w' = scale_c w}, {@code b'_o = b_o + sum
   * shift_c w}. Not exact where a convolution pads its input with zeros, which are not shifted.
   *
   * @param before one channel for each run of consecutive weights of an output
   */
  static Connection foldBefore(Connection connection, ChannelTransform before) {
    float[] weight = connection.weight();
    float[] bias = connection.bias();
    int perOutput = weight.length / bias.length;
    int perChannel = perOutput / before.channels();
    for (int o = 0; o < bias.length; o++) {
      double sum = bias[o];
      for (int k = 0; k < perOutput; k++) {
        int channel = k / perChannel;
        int at = o * perOutput + k;
        sum += before.shift()[channel] * weight[at];
        weight[at] = (float) (before.scale()[channel] * weight[at]);
      }
      bias[o] = (float) sum;
    }
    return connection.withParameters(weight, bias);
  }
}
