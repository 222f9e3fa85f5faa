package io.github.ann2snn.convert.choice;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.tuning.Budget;
import io.github.ann2snn.convert.tuning.ChosenPoint;
import io.github.ann2snn.convert.tuning.Contest;
import io.github.ann2snn.convert.tuning.Contest.Outcome;
import io.github.ann2snn.convert.tuning.Goal;
import io.github.ann2snn.convert.tuning.Grid;
import io.github.ann2snn.convert.tuning.Grid.Fixed;
import io.github.ann2snn.convert.tuning.OperatingPoint;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.TrialRunner;
import io.github.ann2snn.convert.tuning.TrialRunner.Readings;
import io.github.ann2snn.convert.tuning.TrialRunner.SweepEngine;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a conversion leaves to a search on held-out training samples.
 *
 * @param goal what is sought
 * @param fixed what is not searched
 * @param readoutStart likewise; empty if it is
 * @param calibrates whether the user says on how many samples activations are measured
 * @param corrects whether the user says how often corrections are made
 * @param profile what operations cost
 */
public record OperatingPointSearch(
    Goal goal,
    Fixed fixed,
    Optional<Integer> readoutStart,
    boolean calibrates,
    boolean corrects,
    EnergyProfile profile) {
  /** More would leave none to choose by, and hardly move a scale. */
  private static final int CALIBRATION_SAMPLES = 2_000;

  private static final int LEAST_CALIBRATION_SAMPLES = 256;

  /** Multiply-accumulates that measuring once may take. */
  private static final double CALIBRATION = 1e10;

  /** Corrections that follow each other leave less; more than so many change nothing. */
  private static final int PASSES = 4;

  /** Multiply-accumulates of the model in all passes. */
  private static final double CORRECTION = 6e7;

  /**
   * What was chosen.
   *
   * @param config how to convert
   * @param run how to run what comes of it
   * @param why the reasons
   * @param notice what the user must know of the evidence, if anything
   */
  public record Choice(
      ConversionConfig config, RunDefaults run, ChosenPoint why, Optional<String> notice) {}

  /**
   * Searches. The same model, samples and settings give the same choice on any machine.
   *
   * @param graph the model
   * @param trained how it was trained, as far as that is known
   * @param asked says all that is not searched; its run defaults the most steps
   * @param dataset whose training samples decide
   * @throws ConversionRefusedException if no setting can be converted, or there are too few samples
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public Choice choose(
      AnnGraph graph,
      Optional<TrainingState> trained,
      ConversionConfig asked,
      Arithmetic arithmetic,
      Dataset dataset,
      Resources resources)
      throws ConversionRefusedException, InterruptedException {
    int threads = resources.threads();
    int timesteps = asked.defaults().timesteps();
    long macs = Inference.of(graph, dataset.train().slice(0, 1), 1, done -> {}).macs().dense();
    ConversionConfig base =
        asked.measured(
            calibrates ? asked.calibrationSamples() : calibration(macs),
            corrects ? asked.passes() : passes(macs));
    TrialConverter converter =
        new TrialConverter(graph, dataset, base, threads, resources.progress());
    ChoiceSamples pool = ChoiceSamples.of(graph, trained, dataset, threads);
    Split calibration = converter.calibrationSamples();
    Split free = pool.samples().without(calibration).shuffled(base.seed());
    if (free.size() < 2) {
      throw ConversionRefusedException.of(
          "%s: %d training samples are left beside %d to calibrate on, expected at least 2 to choose the operating point by; ask for fewer with --calibration-samples, or choose it with --normalization and --timesteps",
          dataset.name(), free.size(), calibration.size());
    }
    Contest contest =
        new Contest(
            new TrialRunner(
                converter,
                base,
                arithmetic,
                new Readings(false, readoutStart),
                profile,
                new SweepEngine.Here(threads)),
            goal,
            new Held(free, graph, threads),
            resources.progress());
    Grid grid = new Grid(converter.layers(), converter.hasOwnScales(), timesteps, fixed);
    Outcome outcome = run(contest, grid, Budget.of(macs, timesteps));
    OperatingPoint point = outcome.confirmation().point();
    ConversionConfig config = outcome.choice().config(base, point.timesteps());
    return new Choice(
        config,
        new RunDefaults(
            point.timesteps(),
            config.defaults().coding(),
            config.defaults().readout(),
            point.readoutStart()),
        ChosenPoint.of(outcome, goal, timesteps, pool.basis(), calibration.size()),
        tooFew(point.counts()));
  }

  /** What a search may use, which changes nothing that it finds. */
  public record Resources(int threads, Progress progress) {}

  /** This machine reads no files for it. */
  private static Outcome run(Contest contest, Grid grid, Budget budget)
      throws ConversionRefusedException, InterruptedException {
    try {
      return contest.run(grid, budget);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int calibration(long macs) {
    return (int)
        Math.max(
            LEAST_CALIBRATION_SAMPLES,
            Math.min(CALIBRATION_SAMPLES, CALIBRATION / Math.max(1, macs)));
  }

  private static int passes(long macs) {
    return (int) Math.max(1, Math.min(PASSES, CORRECTION / Math.max(1, macs)));
  }

  /** Even a network without a single mistake of its own can be too little evidence. */
  private Optional<String> tooFew(PairedCounts counts) {
    PairedCounts equal = new PairedCounts(counts.samples(), counts.annCorrect(), 0, 0);
    return equal.upperBound(goal.confidence()) > goal.maxAccuracyDrop()
        ? Optional.of(
            Text.of(
                "%,d held-out samples are too few to show a loss of at most %s points: even a network that loses none would need more. What comes nearest is taken.",
                counts.samples(), 100 * goal.maxAccuracyDrop()))
        : Optional.empty();
  }

  /** Samples in their order, with the classes that a model gives them. */
  private record Held(Split samples, AnnGraph graph, int threads) implements Contest.Supply {
    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public ComparedSamples slice(int from, int to) throws InterruptedException {
      Split part = samples.slice(from, to);
      return new ComparedSamples(part, Inference.of(graph, part, threads, done -> {}).classes());
    }
  }
}
