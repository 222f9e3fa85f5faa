package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.GateTally;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.LayerTally.ErrorSum;
import io.github.ann2snn.convert.attribution.SampleAnalyzer.Observation;
import io.github.ann2snn.convert.attribution.SampleAnalyzer.SampleAnalysis;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Compares the firing rates of every layer with the ANN's activations, and splits what differs. The
 * results do not depend on the number of threads.
 */
public final class ErrorAttribution {
  /** How many samples are worth running through the ANN at once. */
  private static final int BATCH = 512;

  /** The most and the fewest samples that are worth explaining unless a user says otherwise. */
  private static final int MOST = 2000;

  private static final int LEAST = 100;

  /** Paths that the errors of those samples may go along, for each of their terms. */
  private static final long PATHS = 20_000_000_000L;

  /** Activations of the ANN that are kept at once: 128 MB. */
  private static final int ACTIVATIONS = 1 << 25;

  /** Samples that are analysed together. */
  private static final int TOGETHER = 16;

  private final ConvertedPair pair;
  private final EventDrivenSimulator simulator;
  private final SampleAnalyzer analyzer;
  private final int threads;

  /**
   * @param threads number of threads, at least 1
   * @throws BadFileException if the terms do not apply to the network's neurons: they leak, reset
   *     to zero, or start outside 0 to 1 thresholds
   */
  public ErrorAttribution(ConvertedPair pair, SimulationSettings settings, int threads)
      throws BadFileException {
    this.pair = pair;
    this.simulator = new EventDrivenSimulator(pair.network(), settings);
    this.analyzer = new SampleAnalyzer(pair, settings);
    this.threads = threads;
  }

  /**
   * Attributes the error on all samples.
   *
   * @param progress told how many more samples are done
   * @throws IllegalArgumentException if there is no sample
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Attribution attribute(Split samples, IntConsumer progress) throws InterruptedException {
    Refusal.when(samples.size() == 0, "there is no sample to explain");
    Sums sums = new Sums();
    int batch = batch(pair);
    for (int from = 0; from < samples.size(); from += batch) {
      Split some = samples.slice(from, Math.min(from + batch, samples.size()));
      List<float[][]> ann = pair.activations(some);
      List<Explaining> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(new Explaining(some, from, ann, sums));
      }
      new SampleChunks(some, some.width(), TOGETHER, progress).giveTo(workers);
    }
    return sums.attribution(samples.size());
  }

  /**
   * How many samples to explain, at most, so that it ends in minutes: {@value #MOST}, or fewer
   * where the errors of many layers go through many connections behind them.
   */
  public static int worthwhile(SpikingNetwork network) {
    long paths = 0;
    for (int l = 0; l < network.populations().size(); l++) {
      for (Projection projection : network.populations().get(l).projections()) {
        paths += l * projection.connection().paths();
      }
    }
    return (int) Math.max(LEAST, Math.min(MOST, PATHS / Math.max(1, paths)));
  }

  /** How many samples go through the ANN at once. */
  static int batch(ConvertedPair pair) {
    long each = 0;
    for (Population layer : pair.network().populations()) {
      each += layer.size();
    }
    return (int) Math.max(TOGETHER, Math.min(BATCH, ACTIVATIONS / each));
  }

  /** Simulates and analyses samples in a thread, and adds them up when it is their turn. */
  private final class Explaining implements SampleChunks.OrderedWorker {
    private final Split samples;
    private final int first;
    private final List<float[][]> ann;
    private final Sums sums;
    private List<SampleAnalysis> analyses = List.of();

    /**
     * @param first index of the first sample among all
     * @param ann its activations for each sample
     */
    Explaining(Split samples, int first, List<float[][]> ann, Sums sums) {
      this.samples = samples;
      this.first = first;
      this.ann = ann;
      this.sums = sums;
    }

    @Override
    public void take(int from, List<float[]> inputs) {
      List<Observation> seen = new ArrayList<>();
      simulator.run(
          inputs,
          (long) first + from,
          run -> {
            int i = seen.size();
            seen.add(analyzer.observe(inputs.get(i), ann.get(from + i), run));
          });
      analyses = analyzer.analyze(seen);
    }

    @Override
    public void tell(int from, List<float[]> inputs) {
      for (int i = 0; i < analyses.size(); i++) {
        sums.add(samples.label(from + i), ann.get(from + i), analyses.get(i));
      }
    }
  }

  /** Sums over samples. */
  private final class Sums {
    private final List<LayerTally> layers = new ArrayList<>();
    private final ScoreTally score = new ScoreTally();
    private final ErrorSum logitError = new ErrorSum();
    private final ErrorSum logitSize = new ErrorSum();
    private final Correlation correlation = new Correlation();
    private final GateTally gates = new GateTally(pair.network(), simulator.settings().timesteps());

    Sums() {
      for (int l = 0; l < analyzer.firing; l++) {
        layers.add(
            new LayerTally(
                analyzer.layers.get(l), pair.scales().get(l), simulator.settings().timesteps()));
      }
    }

    void add(int label, float[][] activations, SampleAnalysis analysis) {
      Observation sample = analysis.sample();
      for (int l = 0; l < layers.size(); l++) {
        double[] x = l < analyzer.hidden ? sample.x()[l] : analyzer.normalized(l, activations[l]);
        layers.get(l).add(x, analysis.currents()[l], sample.spikes()[l]);
        if (l < analyzer.hidden) {
          layers.get(l).addEffects(analysis.effects().get(l));
        }
      }
      gates.add(l -> sample.spikes()[l], sample.passed()::get);
      float[] logits = activations[activations.length - 1];
      for (int c = 0; c < logits.length; c++) {
        logitError.add(sample.logits()[c] - logits[c]);
        logitSize.add(logits[c]);
        correlation.add(logits[c], sample.logits()[c]);
      }
      score.add(label, logits, sample.logits(), sample.prediction());
    }

    Attribution attribution(int samples) {
      LayerScale scale = pair.scales().get(pair.scales().size() - 1);
      return new Attribution(
          samples,
          simulator.settings().timesteps(),
          score.score(),
          layers.stream().map(LayerTally::attribution).toList(),
          new OutputError(
              scale.layer(),
              scale.max(),
              logitSize.mean().meanAbsolute(),
              correlation.value(),
              logitError.mean()),
          gates.errors());
    }
  }
}
