package io.github.ann2snn.dynamics.unsupervised;

import io.github.ann2snn.files.SplitMix64;
import io.github.ann2snn.runtime.columns.ColumnKernel;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.Arrays;

/**
 * The spikes of a sample, drawn at each step with a probability that is proportional to the inputs:
 * that of an input of 1 has the rate {@link CompetitiveModel#HERTZ_PER_INTENSITY} times the
 * intensity. They depend on nothing but the sample, its number, the intensity and the seed, and who
 * draws a step need not have drawn those before it.
 */
final class InputSpikes {
  /** A number in [0, 1) is one of 53 bits. */
  private static final double NUMBERS = 0x1p53;

  private final ColumnKernel kernel;
  private final int inputs;
  private final long seed;
  private final int length;
  private final SpikeTrain[] parts;

  /**
   * @param parts in how many parts the steps are drawn
   */
  InputSpikes(ColumnKernel kernel, int inputs, long seed, int parts) {
    this.kernel = kernel;
    this.inputs = inputs;
    this.seed = seed;
    this.length = (CompetitiveModel.STEPS + parts - 1) / parts;
    this.parts = new SpikeTrain[parts];
    Arrays.setAll(this.parts, part -> new SpikeTrain(inputs, length));
  }

  /** Draws one part of the spikes of a sample; those of another are lost. */
  void draw(int part, float[] x, long number, int intensity) {
    double most = CompetitiveModel.HERTZ_PER_INTENSITY * intensity * CompetitiveModel.DT_MS / 1000;
    int[] values = new int[ColumnKernel.padded(inputs)];
    long[] limits = new long[values.length];
    int count = 0;
    for (int i = 0; i < inputs; i++) {
      if (x[i] > 0) {
        limits[count] = (long) Math.ceil(x[i] * most * NUMBERS);
        values[count++] = i;
      }
    }
    limits = Arrays.copyOf(limits, ColumnKernel.padded(count));
    long start = SplitMix64.seed(seed, number, intensity);
    SpikeTrain train = parts[part];
    train.clear();
    kernel.draw(
        start + (long) part * length * count * SplitMix64.GOLDEN_GAMMA,
        count,
        limits,
        values,
        length,
        train);
  }

  /** All, if there is one part; changed by the next drawing. */
  SpikeTrain train() {
    return parts[0];
  }

  /** Where the inputs that fire at step {@code t} are listed. */
  int[] indices(int t) {
    return parts[t / length].indices();
  }

  /** The first of them. */
  int from(int t) {
    return parts[t / length].offsets()[t % length];
  }

  /** Behind the last of them. */
  int to(int t) {
    return parts[t / length].offsets()[t % length + 1];
  }
}
