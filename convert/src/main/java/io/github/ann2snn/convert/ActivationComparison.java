package io.github.ann2snn.convert;

import io.github.ann2snn.convert.ann.Ann;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
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
 * Runs the normalised network as an ANN (activations instead of spikes) and compares it, rescaled
 * by lambda, with the original, layer by layer. Behind a quantised activation it goes on from the
 * original's levels, because the last bit of a sum can decide between two ({@link LevelDistance}).
 */
final class ActivationComparison {
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

  ActivationComparison(Ann ann, SpikingNetwork network, List<LayerScale> scales, Split heldOut) {
    this.ann = ann;
    this.network = network;
    this.scales = scales;
    this.heldOut = heldOut;
    this.lastReaders = network.lastReaders();
  }

  /** Compares a batch of so many rows, unless one before it departed. */
  void add(int rows, float[] inputs, float[][] activations) {
    for (int row = 0; row < rows && departure == null; row += BLOCK) {
      compare(inputs, activations, row, Math.min(BLOCK, rows - row));
    }
  }

  /** Where the networks differ, if they do. */
  Optional<String> departure() {
    return Optional.ofNullable(departure);
  }

  /** What was found. */
  Certificate certificate() {
    int[] counts = heldOut.classCounts(network.outputs());
    int mostFrequent = Arrays.stream(counts).max().orElse(0);
    return new Certificate(samples, ties, worst, correct, mostFrequent);
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
      if (!(difference <= Certificate.TOLERANCE)) {
        departure =
            Text.of(
                "layer %s departs by %.3g (relative; at most %.0e is allowed) on held-out sample %d",
                network.populations().get(l).name(),
                difference,
                Certificate.TOLERANCE,
                samples + row);
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
    if (gap <= 2 * Certificate.TOLERANCE * largest) {
      ties++;
    } else {
      departure =
          Text.of(
              "layer %s predicts class %d instead of %d on held-out sample %d",
              network.populations().get(scales.size() - 1).name(), ours, theirs, samples);
    }
  }
}
