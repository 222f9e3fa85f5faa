package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.network.Projection;
import java.util.Arrays;
import java.util.Optional;

/**
 * What leads from the values of a source to a part of a sum: max pooling, other pooling, a scale
 * and a shift for each channel, weights, each at most once; what comes behind the weights is
 * multiplied into them.
 *
 * @param source index of a layer, or {@link Projection#INPUT}
 * @param gate max pooling
 * @param pooling sum or average
 * @param transform of the values before the weights; nothing where there are any
 * @param weights the linear map, if there is one
 * @param origin where the last weights are from
 */
record Term(
    int source,
    Optional<MaxGate> gate,
    Optional<Pooling> pooling,
    Optional<ChannelTransform> transform,
    Optional<Connection> weights,
    Origin origin) {
  /**
   * A node of the graph that has weights.
   *
   * @param node its number; -1 for none
   * @param label its kind and name
   */
  record Origin(int node, String label) {
    static final Origin NONE = new Origin(-1, "");
  }

  /** The values of a source as they are. */
  static Term of(int source) {
    return new Term(
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Origin.NONE);
  }

  private Term withTransform(ChannelTransform other) {
    return new Term(
        source,
        gate,
        pooling,
        other.isIdentity() ? Optional.empty() : Optional.of(other),
        weights,
        origin);
  }

  private Term withWeights(Connection other, Origin of) {
    return new Term(source, gate, pooling, Optional.empty(), Optional.of(other), of);
  }

  /** Whether values are pooled at most. */
  boolean isUnweighted() {
    return weights.isEmpty() && transform.isEmpty();
  }

  /** Whether values are those of the source. */
  boolean isIdentity() {
    return isUnweighted() && gate.isEmpty() && pooling.isEmpty();
  }

  /**
   * Values take another shape.
   *
   * @throws ConversionRefusedException if channels that are told apart no longer are
   */
  Term reshape(Shape before, Shape to, String place) throws ConversionRefusedException {
    int after = to.channels();
    boolean pooled = gate.isPresent() || pooling.isPresent();
    boolean flat = to.rank() == 1;
    if (pooled && weights.isEmpty() && !flat && !Value.maps(before).equals(Value.maps(to))) {
      throw ConversionRefusedException.layer(
          place, "the pooling before it has other channels. Put the pooling behind it.");
    }
    if (transform.isEmpty() || before.channels() == after) {
      return this;
    }
    ChannelTransform now = transform.get();
    if (now.channels() == before.values()) {
      return this;
    } else if (after % now.channels() == 0) {
      return withTransform(now.spread(after / now.channels()));
    } else if (now.isUniform()) {
      double[] scale = new double[after];
      double[] shift = new double[after];
      Arrays.fill(scale, now.scale()[0]);
      Arrays.fill(shift, now.shift()[0]);
      return withTransform(new ChannelTransform(scale, shift));
    }
    throw ConversionRefusedException.layer(
        place,
        "the batch normalisation before it treats values differently that become one channel. Put"
            + " the batch normalisation behind it.");
  }

  /**
   * Adds batch normalisation.
   *
   * @throws ConversionRefusedException if the weights before it are shared by what it tells apart
   */
  Term transform(ChannelTransform next, String place) throws ConversionRefusedException {
    if (next.isIdentity()) {
      return this;
    }
    if (weights.isEmpty()) {
      return withTransform(transform.map(now -> now.then(next)).orElse(next));
    }
    Connection before = weights.get();
    if (before.outputs() / before.outputsPerChannel() % next.channels() != 0) {
      throw ConversionRefusedException.layer(
          place,
          "it treats values differently that the weights before it share. Put it before the"
              + " reshaping, or an activation between them.");
    }
    return withWeights(Folding.after(before, next), origin);
  }

  /**
   * Adds max pooling.
   *
   * @throws ConversionRefusedException if it does not commute with what was added before
   */
  Term pool(MaxGate next, String place) throws ConversionRefusedException {
    if (gate.isPresent() || pooling.isPresent()) {
      throw twice(place);
    }
    if (source == Projection.INPUT) {
      throw ConversionRefusedException.unsupported(
          place,
          "it takes maxima of the inputs, and a gate needs neurons before"
              + " it. Pool the samples before they are given to the network.");
    }
    if (weights.isPresent()) {
      throw ConversionRefusedException.unsupported(
          place,
          "it takes maxima of sums that no activation follows, where no layer of spiking neurons"
              + " can stand for it. Put the activation before it.");
    }
    if (transform.isPresent() && transform.get().turns()) {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it turns the order of values"
              + " around in some channels, so that its maximum is not that of firing rates. Put the"
              + " batch normalisation before the activation.");
    }
    requireByChannel(next.input(), place);
    return new Term(source, Optional.of(next), pooling, transform, weights, origin);
  }

  /**
   * Adds pooling by sum or average.
   *
   * @throws ConversionRefusedException if it does not commute with what was added before
   */
  Term pool(Pooling next, String place) throws ConversionRefusedException {
    if (pooling.isPresent()) {
      throw twice(place);
    }
    if (weights.isPresent()) {
      return poolBefore(next, place);
    }
    boolean shifts = transform.isPresent() && transform.get().shifts();
    if (shifts && next.window().isPadded()) {
      throw ConversionRefusedException.layer(
          place,
          "the batch normalisation before it shifts values, but not the"
              + " zeros of its padding. Put the batch normalisation before the activation.");
    }
    requireByChannel(next.input(), place);
    return new Term(source, gate, Optional.of(next), transform, weights, origin);
  }

  /** What is pooled is transformed behind it instead. */
  private void requireByChannel(FeatureMaps maps, String place) throws ConversionRefusedException {
    if (transform.isPresent() && transform.get().channels() > maps.channels()) {
      throw withinChannels(place);
    }
  }

  /** A map of each position alone and an average over positions may come in any order. */
  private Term poolBefore(Pooling next, String place) throws ConversionRefusedException {
    if (weights.get() instanceof Convolution convolution
        && Products.isPointwise(convolution)
        && convolution.output().equals(next.input())
        && !next.window().isPadded()
        && !convolution.hasBiasByPosition()) {
      Pooling first = new Pooling(next.kind(), convolution.input(), next.window());
      Convolution then =
          new Convolution(
              first.output(),
              convolution.outputChannels(),
              convolution.window(),
              convolution.groups(),
              convolution.weight(),
              convolution.bias());
      return new Term(
          source, gate, Optional.of(first), Optional.empty(), Optional.of(then), origin);
    }
    throw ConversionRefusedException.unsupported(
        place,
        "pooling or batch normalisation lies between the weights and"
            + " their activation or between two activations, where no layer of spiking neurons"
            + " can stand for it. Put the activation directly behind the weights, or behind the"
            + " batch normalisation that follows them.");
  }

  private static ConversionRefusedException twice(String place) {
    return ConversionRefusedException.unsupported(
        place, "it follows another pooling layer. Make one of the two.");
  }

  /**
   * Adds weights.
   *
   * @param of their node
   * @throws ConversionRefusedException if they cannot be multiplied with those before
   */
  Term apply(Connection next, Origin of) throws ConversionRefusedException {
    if (weights.isEmpty()) {
      return withWeights(transformed(next, of.label), of);
    }
    Optional<Connection> product = Products.of(weights.get(), next);
    if (product.isEmpty()) {
      throw ConversionRefusedException.unsupported(
          of.label,
          "its inputs come from %s without ReLU, and the two cannot be multiplied into one:"
              + " firing rates cannot be negative. Put a ReLU between them.",
          from());
    }
    return withWeights(product.get(), of);
  }

  /** Whether {@link #move} can move maps as a whole. */
  boolean canMove(FeatureMaps maps) {
    if (weights.isPresent()) {
      return weights.get() instanceof OneToOne direct && direct.output().equals(maps);
    }
    return transform.isEmpty() || transform.get().scalesAlike(maps.channels());
  }

  /**
   * Adds what moves values without changing them.
   *
   * @param moves leads from each value to its place
   * @throws ConversionRefusedException if weights come before it
   */
  Term move(OneToOne moves, String place) throws ConversionRefusedException {
    if (weights.isEmpty()) {
      return withWeights(transformed(moves, place), origin);
    }
    if (weights.get() instanceof OneToOne first) {
      Optional<OneToOne> both = Products.of(first, moves);
      if (both.isPresent()) {
        return withWeights(both.get(), origin);
      }
    }
    throw ConversionRefusedException.unsupported(
        place,
        "it rearranges what %s gives, and no activation is between them. Put a ReLU between them.",
        from());
  }

  private String from() {
    return origin.node < 0 ? "values that were rearranged," : origin.label;
  }

  /** A connection with the transform before it. */
  private Connection transformed(Connection next, String place) throws ConversionRefusedException {
    if (transform.isEmpty()) {
      return next;
    }
    if (!transform.get().scalesAlike(Folding.channels(next))) {
      throw withinChannels(place);
    }
    return Folding.before(next, transform.get());
  }

  private static ConversionRefusedException withinChannels(String place) {
    return ConversionRefusedException.layer(
        place,
        "the batch normalisation before it treats values of the same channel differently. Give a"
            + " channel one factor, or put an activation between them.");
  }

  /**
   * The term as a projection.
   *
   * @throws ConversionRefusedException if values of a channel differ in what becomes of them
   */
  Projection projection(FeatureMaps values, String place) throws ConversionRefusedException {
    Connection connection =
        weights.isPresent() ? weights.get() : transformed(Folding.identity(values), place);
    return new Projection(
        source, gate, pooling.isEmpty() ? connection : new Pooled(pooling.get(), connection));
  }
}
