package io.github.ann2snn.cli.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.shell.BaseCommand;
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
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Refuses numbers that no goal can have. */
  public static void checkGoal(BaseCommand command, double maxAccuracyDrop, double confidence) {
    command.refuse(
        !(maxAccuracyDrop >= 0 && maxAccuracyDrop <= 100),
        "--max-accuracy-drop is %s, expected 0 to 100 percentage points",
        maxAccuracyDrop);
    command.refuse(
        !(confidence > 0.5 && confidence < 1),
        "--confidence is %s, expected 0.5 < C < 1",
        confidence);
  }

  /**
   * Searches, then converts as the choice says; its reasons go into the network's provenance.
   *
   * @param asked says all that is not searched; its run defaults the most steps
   */
  SpikingNetwork convert(
      BaseCommand command,
      ConversionConfig asked,
      Arithmetic arithmetic,
      ModelArgument model,
      Dataset dataset,
      int threads)
      throws ConversionRefusedException, IOException, InterruptedException {
    AnnGraph graph = model.graph();
    int timesteps = asked.defaults().timesteps();
    long macs = Inference.of(graph, dataset.train().slice(0, 1), 1, done -> {}).macs().dense();
    ConversionConfig base =
        asked.measured(
            calibrates ? asked.calibrationSamples() : calibration(macs),
            corrects ? asked.passes() : passes(macs));
    TrialConverter converter =
        new TrialConverter(graph, dataset, base, threads, command.progress());
    ChoiceSamples pool = ChoiceSamples.of(model, dataset, threads);
    Split calibration = converter.calibrationSamples();
    Split free = pool.samples().without(calibration).shuffled(base.seed());
    if (free.size() < 2) {
      throw new IOException(
          Text.of(
              "%s: %d training samples are left beside %d to calibrate on, expected at least 2 to choose the operating point by; ask for fewer with --calibration-samples, or choose it with --normalization and --timesteps",
              dataset.name(), free.size(), calibration.size()));
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
            command.progress());
    Grid grid = new Grid(converter.layers(), converter.hasOwnScales(), timesteps, fixed);
    Outcome outcome = contest.run(grid, Budget.of(macs, timesteps));
    warnIfTooFew(command, outcome.confirmation().point().counts());
    OperatingPoint point = outcome.confirmation().point();
    SpikingNetwork network =
        Conversions.convert(
            command,
            outcome.choice().config(base, point.timesteps()),
            arithmetic,
            model,
            dataset,
            threads);
    Map<String, String> facts = new TreeMap<>(network.provenance());
    ChosenPoint chosen = ChosenPoint.of(outcome, goal, timesteps, pool.basis(), calibration.size());
    facts.put(ChosenPoint.KEY, new JsonMapper().readTree(JsonDocument.text(chosen)).toString());
    return network
        .withDefaults(
            new RunDefaults(
                point.timesteps(),
                network.defaults().coding(),
                network.defaults().readout(),
                point.readoutStart()))
        .withProvenance(facts);
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
  private void warnIfTooFew(BaseCommand command, PairedCounts counts) {
    PairedCounts equal = new PairedCounts(counts.samples(), counts.annCorrect(), 0, 0);
    if (equal.upperBound(goal.confidence()) > goal.maxAccuracyDrop()) {
      command.warn(
          "NOTICE: %,d held-out samples are too few to show a loss of at most %s points: even a network that loses none would need more. What comes nearest is taken.",
          counts.samples(), 100 * goal.maxAccuracyDrop());
    }
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
