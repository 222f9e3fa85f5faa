package io.github.ann2snn.cli.tune;

import io.github.ann2snn.convert.ConversionRefusedException;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.evaluation.ExitSweep;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.EventDrivenSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Makes trials.
 *
 * @param converter of the model that is simulated
 * @param settings T, seed and so on
 * @param profile what an operation costs
 * @param threads of the simulation
 */
public record TrialRunner(
    TrialConverter converter, TuningSettings settings, EnergyProfile profile, int threads) {
  /** Margins in thresholds: 0.05 to 12.8, four to an octave. */
  private static final int THRESHOLD_MARGINS = 33;

  private static final double FIRST_MARGIN = 0.05;
  private static final MathContext MARGIN_DIGITS = new MathContext(2);

  /** Margins in spikes: 1 to this. */
  private static final int SPIKE_MARGINS = 12;

  /** Samples and the class that the ANN gives each. */
  public record Labelled(SampleSource samples, int[] annClasses) {}

  /** Simulates a setting and keeps the points that no other of it dominates. */
  public Trial trial(int number, Setting setting, Labelled labelled, IntConsumer progress)
      throws InterruptedException {
    try {
      List<OperatingPoint> points = sweep(setting, labelled, progress);
      List<OperatingPoint> full = points.stream().filter(point -> point.margin() == null).toList();
      return new Trial(
          number,
          setting,
          null,
          full.stream().map(OperatingPoint::accuracy).toList(),
          full.stream().map(OperatingPoint::synapticOperations).toList(),
          ParetoFront.points(points));
    } catch (ConversionRefusedException e) {
      return Trial.refused(number, setting, e.getMessage());
    }
  }

  /**
   * All points of a setting, from one simulation.
   *
   * @throws ConversionRefusedException if it cannot be converted so
   */
  public List<OperatingPoint> sweep(Setting setting, Labelled labelled, IntConsumer progress)
      throws ConversionRefusedException, InterruptedException {
    int timesteps = settings.timesteps();
    SpikingNetwork network =
        converter.convert(
            setting.config(timesteps, settings.calibrationSamples(), settings.seed()));
    List<Optional<EarlyExit>> rules = rules(setting.readout());
    ExitSweep sweep =
        sweep(network, new Run(timesteps, setting, settings.seed()), rules, labelled, progress);
    List<OperatingPoint> points = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int t = 1; t <= timesteps; t++) {
        points.add(OperatingPoint.of(rules.get(rule), t, sweep.point(rule, t), profile));
      }
    }
    return points;
  }

  /** One point of a network that need not come from the converter. */
  public OperatingPoint point(
      SpikingNetwork network,
      Setting setting,
      OperatingPoint like,
      Labelled labelled,
      IntConsumer progress)
      throws InterruptedException {
    Run run = new Run(like.timesteps(), setting, settings.seed());
    ExitSweep sweep = sweep(network, run, List.of(like.rule()), labelled, progress);
    return OperatingPoint.of(
        like.rule(), like.timesteps(), sweep.point(0, like.timesteps()), profile);
  }

  private record Run(int timesteps, Setting setting, long seed) {
    SimulationSettings settings() {
      return new SimulationSettings(timesteps, setting.coding(), setting.readout(), seed);
    }
  }

  private ExitSweep sweep(
      SpikingNetwork network,
      Run run,
      List<Optional<EarlyExit>> rules,
      Labelled labelled,
      IntConsumer progress)
      throws InterruptedException {
    EventDrivenSimulator simulator = new EventDrivenSimulator(network, run.settings());
    return new SampleRuns(simulator, threads)
        .tally(
            labelled.samples(),
            () -> new ExitSweep(simulator, rules, labelled.annClasses()),
            progress);
  }

  /** No early exit, then the margins to try. */
  static List<Optional<EarlyExit>> rules(Readout readout) {
    List<Optional<EarlyExit>> rules = new ArrayList<>();
    rules.add(Optional.empty());
    if (readout == Readout.SPIKES) {
      IntStream.rangeClosed(1, SPIKE_MARGINS)
          .forEach(margin -> rules.add(Optional.of(new EarlyExit(margin))));
    } else {
      for (int k = 0; k < THRESHOLD_MARGINS; k++) {
        double margin = FIRST_MARGIN * Math.pow(2, k / 4.0);
        rules.add(Optional.of(new EarlyExit(new BigDecimal(margin, MARGIN_DIGITS).doubleValue())));
      }
    }
    return rules;
  }
}
