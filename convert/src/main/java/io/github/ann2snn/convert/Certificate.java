package io.github.ann2snn.convert;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Evidence that the normalised network, run as an ANN, is the network it came from.
 *
 * @param samples held-out training samples compared
 * @param ties samples whose two best classes were too close to tell apart
 * @param worstDifference the largest difference between a logit and its rescaled counterpart,
 *     relative to the sample's largest logit
 * @param correct samples whose class the model tells
 * @param mostFrequent samples of the most frequent class
 */
public record Certificate(
    int samples, int ties, double worstDifference, int correct, int mostFrequent) {
  /** The largest relative difference that passes. */
  public static final double TOLERANCE = 1e-3;

  /** How many samples are compared at most. */
  public static final int SAMPLES = 1000;

  /** Fewer are, where all their paths would be more than these; but not fewer than some. */
  private static final long PATHS = 10_000_000_000L;

  private static final int LEAST = 200;

  /**
   * Whether the model tells classes no better than who always says the most frequent one: within
   * two standard deviations of what that gives.
   */
  public boolean isGuess() {
    double share = (double) mostFrequent / samples;
    return correct <= mostFrequent + 2 * Math.sqrt(samples * share * (1 - share));
  }

  /**
   * Issues the certificate.
   *
   * @param heldOut samples to compare; of a large network the first ones only
   * @throws ConversionRefusedException if the networks differ, naming the first layer that departs
   */
  public static Certificate of(
      Ann ann, SpikingNetwork network, List<LayerScale> scales, Split heldOut)
      throws ConversionRefusedException {
    long affordable = Math.max(LEAST, PATHS / Math.max(1, paths(network)));
    Split compared = heldOut.slice(0, (int) Math.min(heldOut.size(), affordable));
    return ofAll(ann, network, scales, compared);
  }

  private static long paths(SpikingNetwork network) {
    long paths = 0;
    for (Population population : network.populations()) {
      for (Connection connection : population.connections()) {
        for (int i = 0; i < connection.inputs(); i++) {
          paths += connection.fanOut(i);
        }
      }
    }
    return paths;
  }

  private static Certificate ofAll(
      Ann ann, SpikingNetwork network, List<LayerScale> scales, Split heldOut)
      throws ConversionRefusedException {
    Check check = new Check(ann, network, scales, heldOut);
    ann.run(
        heldOut,
        (rows, inputs, activations) -> {
          for (int row = 0; row < rows && check.departure == null; row += Check.BLOCK) {
            check.compare(inputs, activations, row, Math.min(Check.BLOCK, rows - row));
          }
        });
    if (check.departure != null) {
      throw ConversionRefusedException.of(
          "the converted network is not the same function as the model: %s. Nothing was written. Please report this with the model.",
          check.departure);
    }
    int[] counts = heldOut.classCounts(network.outputs());
    int mostFrequent = Arrays.stream(counts).max().orElse(0);
    return new Certificate(check.samples, check.ties, check.worst, check.correct, mostFrequent);
  }

  /**
   * Runs the normalised network as an ANN (activations instead of spikes) and compares it, rescaled
   * by lambda, with the original, layer by layer. Behind a quantised activation it goes on from the
   * original's levels, because the last bit of a sum can decide between two ({@link
   * LevelDistance}).
   */
  private static final class Check {
    /** Samples that are run together. */
    private static final int BLOCK = 64;

    private final Ann ann;
    private final SpikingNetwork network;
    private final List<LayerScale> scales;
    private final Split heldOut;
    private final int[] lastReaders;
    private int samples;
    private int correct;
    private int ties;
    private double worst;
    private String departure;

    Check(Ann ann, SpikingNetwork network, List<LayerScale> scales, Split heldOut) {
      this.ann = ann;
      this.network = network;
      this.scales = scales;
      this.heldOut = heldOut;
      this.lastReaders = network.lastReaders();
    }

    /** Compares some rows of a batch, layer by layer. */
    private void compare(float[] inputs, float[][] expected, int from, int rows) {
      double[] block = new double[network.inputs() * rows];
      for (int k = 0; k < block.length; k++) {
        block[k] = inputs[(from + k % rows) * network.inputs() + k / rows];
      }
      double[][] values = new double[expected.length][];
      for (int l = 0; l < values.length; l++) {
        values[l] = forward(l, source -> source < 0 ? block : values[source], rows);
        compare(l, values[l], expected[l], from, rows);
        if (departure != null) {
          return;
        }
        for (int source = 0; source < l; source++) {
          values[source] = lastReaders[source] <= l ? null : values[source];
        }
      }
      double[] logits = values[values.length - 1];
      float[] last = expected[values.length - 1];
      for (int row = 0; row < rows && departure == null; row++) {
        compareClasses(row(logits, row, rows), last, from + row);
        samples++;
      }
    }

    /** Compares what a layer gives, behind its activation, with what it should. */
    private void compare(int l, double[] block, float[] expected, int from, int rows) {
      int last = lastReaders.length - 1;
      Optional<LevelDistance> levels = ann.quantization(l).map(LevelDistance::new);
      float[] lambda = scales.get(l).lambda();
      AnnLayer layer = ann.layers().get(l);
      for (int k = 0; l < last && levels.isEmpty() && k < block.length; k++) {
        block[k] = layer.activation(k / rows, block[k], lambda[k / rows]);
      }
      for (int row = 0; row < rows; row++) {
        double[] values = row(block, row, rows);
        double difference =
            levels.isPresent()
                ? levels.get().largest(values, expected, from + row)
                : difference(values, lambda, expected, from + row);
        if (!(difference <= TOLERANCE)) {
          departure =
              Text.of(
                  "layer %s departs by %.3g (relative; at most %.0e is allowed) on held-out sample %d",
                  network.populations().get(l).name(), difference, TOLERANCE, samples + row);
          return;
        }
        worst = l == last ? Math.max(worst, difference) : worst;
        if (levels.isPresent()) {
          setRow(block, row, rows, levels.get().rates(expected, from + row, values.length));
        }
      }
    }

    private static double[] row(double[] block, int row, int rows) {
      double[] values = new double[block.length / rows];
      Arrays.setAll(values, j -> block[j * rows + row]);
      return values;
    }

    private static void setRow(double[] block, int row, int rows, double[] values) {
      for (int j = 0; j < values.length; j++) {
        block[j * rows + row] = values[j];
      }
    }

    private static double[] gated(MaxGate gate, double[] block, int rows) {
      double[] passed = new double[gate.output().size() * rows];
      for (int row = 0; row < rows; row++) {
        setRow(passed, row, rows, gate.largest(row(block, row, rows)));
      }
      return passed;
    }

    /**
     * The sums of all rows at once, neuron by neuron, because asking for a path costs more; so what
     * is pooled is pooled first.
     *
     * @param before what each source gives
     */
    private double[] forward(int l, IntFunction<double[]> before, int rows) {
      Population layer = network.populations().get(l);
      float[] biases = layer.biases();
      double[] y = new double[biases.length * rows];
      Arrays.setAll(y, k -> biases[k / rows]);
      for (Projection projection : layer.projections()) {
        double[] x = before.apply(projection.source());
        addForward(
            projection.connection(),
            projection.gate().map(gate -> gated(gate, x, rows)).orElse(x),
            rows,
            y);
      }
      return y;
    }

    private static void addForward(Connection connection, double[] x, int rows, double[] y) {
      if (connection instanceof Pooled pooled) {
        addForward(pooled.then(), pooled(pooled.pooling(), x, rows), rows, y);
        return;
      }
      for (int i = 0; i < connection.inputs(); i++) {
        int from = i * rows;
        connection.forEachTarget(i, (j, w) -> add(y, j * rows, w, x, from, rows));
      }
    }

    private static double[] pooled(Pooling pooling, double[] x, int rows) {
      double[] y = new double[pooling.output().size() * rows];
      double w = 1.0 / pooling.divisor();
      for (int i = 0; i < pooling.input().size(); i++) {
        int from = i * rows;
        pooling.forEachPooled(i, q -> add(y, q * rows, w, x, from, rows));
      }
      return y;
    }

    private static void add(double[] y, int to, double w, double[] x, int from, int rows) {
      for (int row = 0; row < rows; row++) {
        y[to + row] += w * x[from + row];
      }
    }

    private static double difference(double[] values, float[] lambda, float[] expected, int row) {
      int offset = row * values.length;
      double largest = 0;
      double difference = 0;
      for (int j = 0; j < values.length; j++) {
        double distance = Math.abs(lambda[j] * values[j] - expected[offset + j]);
        if (Double.isNaN(distance)) {
          return distance;
        }
        largest = Math.max(largest, Math.abs(expected[offset + j]));
        difference = Math.max(difference, distance);
      }
      return difference == 0 ? 0 : difference / largest;
    }

    /** The classes agree unless the two candidates are closer than the tolerance: a tie. */
    private void compareClasses(double[] values, float[] expected, int row) {
      int offset = row * values.length;
      int ours = 0;
      int theirs = 0;
      double largest = 0;
      for (int j = 0; j < values.length; j++) {
        ours = values[j] > values[ours] ? j : ours;
        theirs = expected[offset + j] > expected[offset + theirs] ? j : theirs;
        largest = Math.max(largest, Math.abs(expected[offset + j]));
      }
      correct += theirs == heldOut.label(samples) ? 1 : 0;
      if (ours == theirs) {
        return;
      }
      double gap = expected[offset + theirs] - expected[offset + ours];
      if (gap <= 2 * TOLERANCE * largest) {
        ties++;
      } else {
        departure =
            Text.of(
                "layer %s predicts class %d instead of %d on held-out sample %d",
                network.populations().get(scales.size() - 1).name(), ours, theirs, samples);
      }
    }
  }

  /**
   * How far normalised sums are from giving the levels that a quantised layer of the model has.
   * Level n of L is that of all sums from (n - 1/2) / L to (n + 1/2) / L in units of lambda, the
   * lowest and the highest without end. A sum that rounding moved across such a border is near it.
   */
  record LevelDistance(ClipFloorShift quantization) {
    /**
     * The largest distance of a sum from the interval of its neuron's level, in units of lambda.
     *
     * @param sums normalised weighted sums, one per neuron
     * @param activations of the model, {@code rows x neurons}
     * @return infinity where an activation is none of the levels, NaN where a sum is NaN
     */
    double largest(double[] sums, float[] activations, int row) {
      double largest = 0;
      for (int j = 0; j < sums.length; j++) {
        double level = level(activations[row * sums.length + j]);
        double nearest = Math.rint(level);
        if (!(nearest >= 0 && nearest <= levels() && Math.abs(level - nearest) < 1e-3)) {
          return Double.POSITIVE_INFINITY;
        }
        double below = nearest == 0 ? 0 : (nearest - 0.5) / levels() - sums[j];
        double above = nearest == levels() ? 0 : sums[j] - (nearest + 0.5) / levels();
        largest = Math.max(largest, Math.max(below, above));
      }
      return largest;
    }

    /** The model's activations of a sample in units of lambda. */
    double[] rates(float[] activations, int row, int neurons) {
      double[] rates = new double[neurons];
      for (int j = 0; j < neurons; j++) {
        rates[j] = Math.rint(level(activations[row * neurons + j])) / levels();
      }
      return rates;
    }

    private double level(float activation) {
      return (double) activation * levels() / quantization.lambda();
    }

    private int levels() {
      return quantization.levels();
    }
  }
}
