package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.Quantizer;
import io.github.ann2snn.convert.TrialConverter;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.runtime.energy.EnergyModel;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.evaluation.ExitSweep.Rule;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
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
 * @param base what settings do not differ in; its run defaults say the most steps
 * @param arithmetic what networks compute with
 * @param readings how runs are read
 * @param profile what an operation costs
 * @param engine simulates
 */
public record TrialRunner(
    TrialConverter converter,
    ConversionConfig base,
    Arithmetic arithmetic,
    Readings readings,
    EnergyProfile profile,
    SweepEngine engine) {
  /** Margins in thresholds: 0.05 to 12.8, four to an octave. */
  private static final int THRESHOLD_MARGINS = 33;

  private static final double FIRST_MARGIN = 0.05;
  private static final MathContext MARGIN_DIGITS = new MathContext(2);

  /** Margins in spikes: 1 to this. */
  private static final int SPIKE_MARGINS = 12;

  /** Up to this step each is a readout start to try, then every other one. */
  private static final int DENSE_STARTS = 4;

  private static final int MOST_STARTS = 32;

  /**
   * Simulates settings and keeps of each the points that no other of it dominates.
   *
   * @param settings what to simulate, at once if the engine can
   * @param progress told how many more samples are done, of all settings together
   * @return a trial for each, with a number that is still to be given
   */
  public List<Trial> trials(List<Setting> settings, ComparedSamples samples, IntConsumer progress)
      throws IOException, InterruptedException {
    Trial[] trials = new Trial[settings.size()];
    List<Integer> open = new ArrayList<>();
    List<SweepJob> jobs = new ArrayList<>();
    for (int i = 0; i < trials.length; i++) {
      try {
        jobs.add(job(settings.get(i)));
        open.add(i);
      } catch (ConversionRefusedException e) {
        trials[i] = Trial.refused(0, settings.get(i), e.getMessage());
      }
    }
    List<SweepResult> results = jobs.isEmpty() ? List.of() : engine.sweep(jobs, samples, progress);
    for (int k = 0; k < jobs.size(); k++) {
      int i = open.get(k);
      trials[i] = trial(settings.get(i), points(jobs.get(k), results.get(k)));
    }
    return List.of(trials);
  }

  /** A trial of all its points, with a number that is still to be given. */
  static Trial trial(Setting setting, List<OperatingPoint> points) {
    List<OperatingPoint> full =
        points.stream().filter(point -> point.rule().equals(Rule.WHOLE)).toList();
    return new Trial(
        0,
        setting,
        null,
        full.stream().map(OperatingPoint::accuracy).toList(),
        full.stream().map(OperatingPoint::synapticOperations).toList(),
        ParetoFront.points(ParetoFront.withEarliestStarts(points)));
  }

  /**
   * All points of a setting, from one simulation.
   *
   * @throws ConversionRefusedException if it cannot be converted so
   */
  public List<OperatingPoint> sweep(Setting setting, ComparedSamples samples, IntConsumer progress)
      throws ConversionRefusedException, IOException, InterruptedException {
    SweepJob job = job(setting);
    return points(job, engine.sweep(List.of(job), samples, progress).get(0));
  }

  /** The most steps. */
  int timesteps() {
    return base.defaults().timesteps();
  }

  /** The same for fewer steps, but as many as it takes until outputs count. */
  TrialRunner upTo(int timesteps) {
    int fewer = Math.max(Math.min(timesteps, timesteps()), readings.start().orElse(1));
    RunDefaults defaults = base.defaults();
    return new TrialRunner(
        converter,
        base.withDefaults(new RunDefaults(fewer, defaults.coding(), defaults.readout())),
        arithmetic,
        readings,
        profile,
        engine);
  }

  private SweepJob job(Setting setting) throws ConversionRefusedException, InterruptedException {
    int timesteps = base.defaults().timesteps();
    SpikingNetwork network = converter.convert(setting.config(base, timesteps));
    if (arithmetic.isInteger()) {
      network = Quantizer.quantize(network, arithmetic);
    }
    return job(network, timesteps, setting, readings.rules(setting.readout(), timesteps));
  }

  private SweepJob job(SpikingNetwork network, int timesteps, Setting setting, List<Rule> rules) {
    return new SweepJob(
        network,
        new SimulationSettings(timesteps, setting.coding(), setting.readout(), base.seed()),
        rules);
  }

  private List<OperatingPoint> points(SweepJob job, SweepResult result) {
    EnergyModel model = EnergyModel.of(profile, job.network());
    List<OperatingPoint> points = new ArrayList<>();
    for (int r = 0; r < job.rules().size(); r++) {
      Rule rule = job.rules().get(r);
      for (int t = rule.readoutStart(); t <= job.settings().timesteps(); t++) {
        points.add(OperatingPoint.of(rule, t, result.point(r, t), model));
      }
    }
    return points;
  }

  /** One point of a network that need not come from the converter. */
  public OperatingPoint point(
      SpikingNetwork network,
      Setting setting,
      OperatingPoint like,
      ComparedSamples samples,
      IntConsumer progress)
      throws IOException, InterruptedException {
    SweepJob job = job(network, like.timesteps(), setting, List.of(like.rule()));
    SweepResult result = engine.sweep(List.of(job), samples, progress).get(0);
    return OperatingPoint.of(
        like.rule(),
        like.timesteps(),
        result.point(0, like.timesteps()),
        EnergyModel.of(profile, network));
  }

  /**
   * How the runs of a trial are read.
   *
   * @param exits whether samples may stop early
   * @param start the only step from which on outputs may count; empty: all that are worth a try
   */
  public record Readings(boolean exits, Optional<Integer> start) {
    /**
     * All steps, then later readout starts, then the margins of early exits.
     *
     * @param timesteps the most steps
     */
    List<Rule> rules(Readout readout, int timesteps) {
      List<Rule> rules = new ArrayList<>();
      if (start.isPresent()) {
        rules.add(new Rule(null, start.get()));
      } else {
        IntStream.rangeClosed(1, timesteps)
            .filter(step -> step <= DENSE_STARTS || step % 2 == 0)
            .limit(MOST_STARTS)
            .forEach(step -> rules.add(new Rule(null, step)));
      }
      if (exits) {
        int first = start.orElse(1);
        margins(readout).forEach(margin -> rules.add(new Rule(new EarlyExit(margin), first)));
      }
      return rules;
    }

    private static List<Double> margins(Readout readout) {
      return readout == Readout.SPIKES
          ? IntStream.rangeClosed(1, SPIKE_MARGINS).mapToObj(Double::valueOf).toList()
          : IntStream.range(0, THRESHOLD_MARGINS)
              .mapToObj(k -> FIRST_MARGIN * Math.pow(2, k / 4.0))
              .map(margin -> new BigDecimal(margin, MARGIN_DIGITS).doubleValue())
              .toList();
    }
  }

  /** Runs networks under many early-exit rules: here, or on other machines. */
  public interface SweepEngine {
    /**
     * Runs some networks on the same samples.
     *
     * @param jobs at least one
     * @param progress told from several threads how many more samples are done, of all jobs
     *     together
     * @return a result for each job
     */
    List<SweepResult> sweep(List<SweepJob> jobs, ComparedSamples samples, IntConsumer progress)
        throws IOException, InterruptedException;

    /** How many networks it is worth to run at once. */
    int width();

    /**
     * This machine.
     *
     * @param threads number of threads, at least 1
     */
    record Here(int threads) implements SweepEngine {
      @Override
      public List<SweepResult> sweep(
          List<SweepJob> jobs, ComparedSamples samples, IntConsumer progress)
          throws InterruptedException {
        List<SweepResult> results = new ArrayList<>();
        for (SweepJob job : jobs) {
          results.add(job.run(samples, threads, progress));
        }
        return results;
      }

      @Override
      public int width() {
        return 1;
      }
    }
  }
}
