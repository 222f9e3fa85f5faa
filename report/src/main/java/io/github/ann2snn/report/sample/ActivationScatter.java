package io.github.ann2snn.report.sample;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Correlation;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.report.document.SampleParts.ActivationPart;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The activations of the ANN's hidden layers beside the firing rates that stand for them, on test
 * samples that the seed chooses; they are run again, alone.
 */
final class ActivationScatter {
  /** The most points of a layer. */
  static final int POINTS = 500;

  private static final int SAMPLES = 256;
  private static final int DIGITS = 4;

  private final ConvertedPair pair;
  private final Simulator simulator;
  private final int[] samples;
  private final List<LayerScatter> layers = new ArrayList<>();

  private ActivationScatter(ConvertedPair pair, Simulator simulator, int size) {
    SplittableRandom random = new SplittableRandom(simulator.settings().seed());
    this.pair = pair;
    this.simulator = simulator;
    this.samples =
        Arrays.stream(choose(random, size, SAMPLES)).mapToInt(Math::toIntExact).toArray();
    for (int l = 0; l < pair.scales().size() - 1; l++) {
      float[] lambda = pair.scales().get(l).lambda();
      layers.add(
          new LayerScatter(lambda, choose(random, (long) samples.length * lambda.length, POINTS)));
    }
  }

  /**
   * One part for each hidden layer.
   *
   * @param pair whose network {@code simulator} runs
   */
  static List<ActivationPart> of(ConvertedPair pair, Simulator simulator, Split test)
      throws InterruptedException {
    ActivationScatter scatter = new ActivationScatter(pair, simulator, test.size());
    scatter.run(test.select(scatter.samples));
    List<ActivationPart> parts = new ArrayList<>();
    for (LayerScatter layer : scatter.layers) {
      parts.add(
          layer.part(
              pair.network().populations().get(parts.size()).name(), scatter.samples.length));
    }
    return parts;
  }

  /** At most {@code most} of the numbers below {@code n}, ascending. */
  private static long[] choose(SplittableRandom random, long n, int most) {
    return random.longs(0, n).distinct().limit(Math.min(n, most)).sorted().toArray();
  }

  private void run(Split chosen) throws InterruptedException {
    int width = chosen.width();
    int[] done = new int[1];
    pair.ann()
        .run(
            chosen,
            (rows, inputs, activations) -> {
              for (int row = 0; row < rows; row++) {
                float[] input = Arrays.copyOfRange(inputs, row * width, (row + 1) * width);
                SampleRun run = simulator.run(input, samples[done[0]++]);
                for (int l = 0; l < layers.size(); l++) {
                  layers.get(l).add(activations[l], row, run.layers().get(l).counts());
                }
              }
            });
  }

  /** The pairs of a layer, which come sample by sample and neuron by neuron. */
  private final class LayerScatter {
    private final float[] lambda;
    private final long[] chosen;
    private final List<double[]> points = new ArrayList<>();
    private final Correlation correlation = new Correlation();
    private long pairs;
    private int passed;

    LayerScatter(float[] lambda, long[] chosen) {
      this.lambda = lambda;
      this.chosen = chosen;
    }

    void add(float[] activations, int row, int[] spikes) {
      for (int j = 0; j < lambda.length; j++) {
        double activation = activations[row * lambda.length + j] / (double) lambda[j];
        double rate = (double) spikes[j] / simulator.settings().timesteps();
        correlation.add(activation, rate);
        if (passed < chosen.length && chosen[passed] == pairs) {
          add(activation, rate);
          passed++;
        }
        pairs++;
      }
    }

    /** JSON has no word for an activation that is no finite number. */
    private void add(double activation, double rate) {
      if (Double.isFinite(activation)) {
        points.add(new double[] {activation, rate});
      }
    }

    ActivationPart part(String name, int samples) {
      return new ActivationPart(
          name,
          samples,
          lambda.length,
          SampleFindings.significant(correlation.value(), 2 * DIGITS),
          points.stream().map(LayerScatter::rounded).toArray(double[][]::new));
    }

    private static double[] rounded(double[] point) {
      return Arrays.stream(point).map(value -> SampleFindings.significant(value, DIGITS)).toArray();
    }
  }
}
