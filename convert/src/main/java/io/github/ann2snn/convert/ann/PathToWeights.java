package io.github.ann2snn.convert.ann;

import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ChannelTransform.BatchNormalizationFolding;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import java.util.Optional;

/**
 * What lies between an activation and the next weights: max pooling, other pooling and batch
 * normalisation, each at most once, to become part of the layer that has the weights.
 */
final class PathToWeights {
  /** The shape of the values; null where they are no images. */
  private FeatureMaps maps;

  private Optional<MaxGate> gate = Optional.empty();
  private Optional<Pooling> pooling = Optional.empty();
  private Optional<ChannelTransform> transform = Optional.empty();

  /** The shape of the values; null where they are no images. */
  FeatureMaps maps() {
    return maps;
  }

  void setMaps(FeatureMaps shape) {
    maps = shape;
  }

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
      throw new ConversionRefusedException(
          place
              + " cannot be converted: the batch normalisation before it turns the order of values"
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
    if (shifts() && Dl4jShapes.isPadded(next.window())) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation.");
    }
    pooling = Optional.of(next);
    maps = next.output();
  }

  private static ConversionRefusedException twice(String place) {
    return new ConversionRefusedException(
        place
            + " cannot be converted: it follows another pooling layer. Make one of the two."
            + Dl4jLayers.SUPPORTED);
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
    if (shifts()
        && weights instanceof Convolution convolution
        && Dl4jShapes.isPadded(convolution.window())) {
      throw new ConversionRefusedException(
          place
              + " cannot be converted: the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation, or use a"
              + " convolution without padding.");
    }
    Connection folded =
        transform.isEmpty()
            ? weights
            : BatchNormalizationFolding.foldBefore(weights, transform.get());
    Connection pooled = pooling.isEmpty() ? folded : new Pooled(pooling.get(), folded);
    AnnLayer layer = new AnnLayer(name, gate, pooled);
    gate = Optional.empty();
    pooling = Optional.empty();
    transform = Optional.empty();
    return layer;
  }
}
