package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.GateTally;
import io.github.ann2snn.convert.attribution.Attribution.OutputError;
import io.github.ann2snn.convert.attribution.LayerTally.ErrorSum;
import io.github.ann2snn.convert.attribution.SampleAnalyzer.SampleAnalysis;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
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
  static final int BATCH = 512;

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
    for (int from = 0; from < samples.size(); from += BATCH) {
      Split batch = samples.slice(from, Math.min(from + BATCH, samples.size()));
      List<float[][]> ann = pair.activations(batch);
      List<SampleAnalysis> analyses =
          new SampleRuns(simulator, threads, from)
              .find(batch, (i, input, run) -> analyzer.analyze(input, ann.get(i), run));
      for (int i = 0; i < analyses.size(); i++) {
        sums.add(batch.label(i), ann.get(i), analyses.get(i));
      }
      progress.accept(batch.size());
    }
    return sums.attribution(samples.size());
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
        layers.add(new LayerTally(analyzer.layers.get(l), pair.scales().get(l), analyzer.ideal(l)));
      }
    }

    void add(int label, float[][] activations, SampleAnalysis analysis) {
      for (int l = 0; l < layers.size(); l++) {
        double[] x = analyzer.normalized(l, activations[l]);
        layers.get(l).add(x, analysis.currents()[l], analysis.spikes()[l]);
        if (l < analyzer.hidden) {
          layers.get(l).addEffects(analysis.effects().get(l));
        }
      }
      gates.add(l -> analysis.spikes()[l], analysis.passed()::get);
      float[] logits = activations[activations.length - 1];
      for (int c = 0; c < logits.length; c++) {
        logitError.add(analysis.logits()[c] - logits[c]);
        logitSize.add(logits[c]);
        correlation.add(logits[c], analysis.logits()[c]);
      }
      score.add(label, logits, analysis.logits(), analysis.prediction());
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
