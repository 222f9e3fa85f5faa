package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.network.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** The network to convert, as far as conversion must know it. */
public interface Ann {
  /**
   * Its layers in order: an activation behind each but the last, which is affine; {@link AnnLayer}
   * and {@link #quantization} say which.
   */
  List<AnnLayer> layers();

  /** The quantised activation that a layer has instead of ReLU, if it has one. */
  default Optional<ClipFloorShift> quantization(int layer) {
    return Optional.empty();
  }

  /**
   * Runs all samples through the original network, in their order and in batches. The consumer gets
   * one array for each of {@link #layers}.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  void run(Split samples, ActivationConsumer consumer) throws InterruptedException;

  /**
   * What becomes a population: an activation and the sum that goes into it, as projections from
   * activations before it. Batch normalisation is folded in, pooling other than that by maxima is
   * part of the connections.
   *
   * @param name its name in the model
   * @param projections at least one; from the inputs and from layers before
   * @param bound the most that the ReLU behind it gives; infinite where there is no such bound
   * @param slope of the activation below 0, one for all outputs or one for each channel: 0 of a
   *     ReLU, 1 of sums without activation; of the last layer it means nothing
   */
  record AnnLayer(String name, List<Projection> projections, double bound, List<Float> slope) {
    private static final List<Float> RECTIFIED = List.of(0f);

    /** Keeps projections in the order of their sources. */
    public AnnLayer {
      slope = List.copyOf(slope);
      projections =
          projections.stream().sorted(Comparator.comparingInt(Projection::source)).toList();
    }

    /** A layer with a ReLU. */
    public AnnLayer(String name, List<Projection> projections, double bound) {
      this(name, projections, bound, RECTIFIED);
    }

    /** A layer that one projection without max pooling leads to, without bound. */
    public AnnLayer(String name, int source, Connection connection) {
      this(name, List.of(new Projection(source, connection)), Double.POSITIVE_INFINITY);
    }

    /** Whether it gives values below 0. */
    public boolean isSigned() {
      return slope.stream().anyMatch(s -> s != 0);
    }

    /** The slope of an output below 0. */
    public float slope(int output) {
      return slope.get((int) ((long) output * slope.size() / outputs()));
    }

    /**
     * What the activation makes of an output's sum.
     *
     * @param scale that both are divided by
     */
    public double activation(int output, double sum, double scale) {
      double below = isSigned() ? slope(output) * sum : 0;
      return sum > 0 ? Math.min(sum, bound / scale) : below;
    }

    /** Number of outputs. */
    public int outputs() {
      return projections.get(0).connection().outputs();
    }

    /** Number of outputs that share weights: 1, or the size of a feature map. */
    public int outputsPerChannel() {
      return projections.stream()
          .mapToInt(projection -> projection.connection().outputsPerChannel())
          .max()
          .orElse(1);
    }

    /** The same layer with every connection replaced. */
    public AnnLayer withConnections(UnaryOperator<Connection> change) {
      return new AnnLayer(
          name,
          projections.stream().map(p -> p.withConnection(change.apply(p.connection()))).toList(),
          bound,
          slope);
    }

    /**
     * The projections in other units.
     *
     * @param before for each source one value per activation, the same within a channel where their
     *     maximum is taken
     * @param after one value per output
     */
    public List<Projection> scaled(IntFunction<float[]> before, float[] after) {
      List<Projection> scaled = new ArrayList<>();
      for (Projection projection : projections) {
        float[] from = before.apply(projection.source());
        float[] passed = projection.gate().map(gate -> gate.perWindow(from)).orElse(from);
        scaled.add(projection.withConnection(projection.connection().scaled(passed, after)));
      }
      return scaled;
    }

    /** The same layer with a ReLU that gives {@code other} at most. */
    AnnLayer withBound(double other) {
      return new AnnLayer(name, projections, other, slope);
    }

    /** How messages name its kind. */
    String kind() {
      for (Projection projection : projections) {
        Connection connection = projection.connection();
        Connection weighted = connection instanceof Pooled pooled ? pooled.then() : connection;
        if (weighted instanceof Convolution) {
          return "convolution";
        }
      }
      return outputsPerChannel() == 1 ? "dense" : "sum";
    }
  }

  /** Takes the activations of all layers for a batch of samples. */
  @FunctionalInterface
  interface ActivationConsumer {
    /**
     * Takes a batch. The arrays are valid during the call only, and may be longer than said here.
     *
     * @param rows number of samples, at least 1; batches come in the order of the samples
     * @param inputs {@code rows x width}, row-major
     * @param activations per layer {@code rows x outputs}, row-major, feature maps in the order of
     *     {@link FeatureMaps}: after the activation function for hidden layers, before it (logits)
     *     for the last
     */
    void accept(int rows, float[] inputs, float[][] activations);
  }
}
