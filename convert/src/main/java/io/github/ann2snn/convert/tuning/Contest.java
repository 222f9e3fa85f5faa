package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.convert.tuning.ParetoFront.Candidate;
import io.github.ann2snn.convert.tuning.Trial.Setting;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The search within a small budget: settings compete on few samples, the better ones, and what
 * corrections make of them, on more (successive halving; Jamieson and Talwalkar, "Non-stochastic
 * best arm identification and hyperparameter optimization", 2016), and what is best there is
 * confirmed on others ({@link Confirmation#sequence}). Numbers of samples follow from the size of
 * the model alone, so that the same seed gives the same choice on any machine.
 *
 * @param runner makes the trials
 * @param goal what is sought
 * @param supply the samples
 * @param progress hears of each simulation
 */
public record Contest(TrialRunner runner, Goal goal, Supply supply, Progress progress) {
  /** So many settings go on from the few samples to more. */
  private static final int KEPT = 4;

  /** Times the steps that were needed with few samples. */
  private static final int ROOM = 3;

  private static final int LEAST_STEPS = 12;

  /** Held-out samples in a fixed order, with the ANN's classes. */
  public interface Supply {
    /** How many there are; at least 2. */
    int size();

    /** Some of them. */
    ComparedSamples slice(int from, int to) throws InterruptedException;
  }

  /**
   * How many samples are simulated, at most.
   *
   * @param screening for every setting
   * @param search for those that are kept
   * @param confirmation for each that is confirmed
   */
  public record Budget(int screening, int search, int confirmation) {
    private static final Budget MOST = new Budget(2_000, 12_000, 40_000);
    private static final int LEAST = 400;

    /** Operations for a setting at each stage. */
    private static final double SCREENING = 2e10;

    private static final double SEARCH = 1.5e11;
    private static final double CONFIRMATION = 2e11;

    /** Spikes per neuron and step, as many networks have it. */
    private static final double RATE = 0.1;

    /**
     * That of a model.
     *
     * @param macs dense multiply-accumulates of a sample
     * @param timesteps the most steps
     */
    public static Budget of(long macs, int timesteps) {
      double each = macs * timesteps * RATE;
      return new Budget(
          within(MOST.screening, SCREENING / each),
          within(MOST.search, SEARCH / each),
          within(MOST.confirmation, CONFIRMATION / each));
    }

    private static int within(int most, double wanted) {
      return (int) Math.max(LEAST, Math.min(most, wanted));
    }

    /** At most so many together; half of them confirm where there are too few. */
    Budget within(int samples) {
      int searching = Math.min(search, samples / 2);
      return new Budget(
          Math.min(screening, searching), searching, Math.min(confirmation, samples - searching));
    }
  }

  /**
   * What came of it.
   *
   * @param settings those that were screened
   * @param trials those that went on, numbered from 1
   * @param confirmation of the choice
   */
  public record Outcome(List<Setting> settings, List<Trial> trials, Confirmation confirmation) {
    public Outcome {
      settings = List.copyOf(settings);
      trials = List.copyOf(trials);
    }

    /** The ANN and the choice on the samples of the search. */
    PairedCounts search() {
      return trials.get(confirmation.trial() - 1).points().get(0).counts();
    }

    /** How to convert. */
    public Setting choice() {
      return trials.get(confirmation.trial() - 1).setting();
    }
  }

  /**
   * Holds it.
   *
   * @param grid at least one setting
   * @param most samples to simulate
   * @throws ConversionRefusedException if no setting can be converted
   */
  public Outcome run(Grid grid, Budget most)
      throws IOException, InterruptedException, ConversionRefusedException {
    Budget budget = most.within(supply.size());
    List<Setting> all = grid.brief();
    List<Setting> kept = all;
    TrialRunner longer = runner;
    if (all.size() > KEPT) {
      List<Trial> screened = trials(runner, "Screening", all, supply.slice(0, budget.screening));
      double limit = limit(screened);
      kept = best(screened, limit);
      longer = runner.upTo(steps(screened, limit));
    }
    List<Setting> going = new ArrayList<>(kept);
    going.addAll(grid.corrected(kept));
    ComparedSamples search = supply.slice(0, budget.search);
    List<Trial> trials = new ArrayList<>();
    for (Trial trial : trials(longer, "Searching", going, search)) {
      trials.add(trial.numbered(trials.size() + 1));
    }
    if (trials.stream().allMatch(trial -> trial.refused() != null)) {
      throw new ConversionRefusedException(trials.get(0).refused());
    }
    ComparedSamples others = supply.slice(budget.search, budget.search + budget.confirmation);
    Confirmation confirmation = confirm(longer, trials, others);
    return new Outcome(all, trials, confirmation);
  }

  private List<Trial> trials(
      TrialRunner by, String task, List<Setting> settings, ComparedSamples samples)
      throws IOException, InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (int k = 0; k < settings.size(); k++) {
      String which = Text.of("%s %d/%d", task, k + 1, settings.size());
      try (Progress.Work work = progress.start(which, samples.reference().length)) {
        trials.addAll(by.trials(List.of(settings.get(k)), samples, work::step));
      }
    }
    return trials;
  }

  /**
   * Those with the cheapest points that may meet the goal: whose drop less its standard error is
   * within it or, where none is, next to the best.
   */
  private List<Setting> best(List<Trial> trials, double limit) {
    return trials.stream()
        .sorted(
            Comparator.comparingDouble(
                trial ->
                    promising(trial, limit)
                        .mapToDouble(goal.objective()::cost)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY)))
        .limit(KEPT)
        .map(Trial::setting)
        .toList();
  }

  /** So many that what promises something with few samples has room to show it with more. */
  private static int steps(List<Trial> trials, double limit) {
    return trials.stream()
        .mapToInt(
            trial -> promising(trial, limit).mapToInt(OperatingPoint::timesteps).min().orElse(0))
        .max()
        .stream()
        .map(most -> Math.max(LEAST_STEPS, ROOM * most))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<OperatingPoint> promising(Trial trial, double limit) {
    return trial.points().stream().filter(point -> optimistic(point) <= limit);
  }

  private static double optimistic(OperatingPoint point) {
    return point.counts().drop() - point.counts().standardError();
  }

  /** The largest that counts as good: within the goal, or next to the best there is. */
  private double limit(List<Trial> trials) {
    double best =
        trials.stream()
            .flatMap(trial -> trial.points().stream())
            .mapToDouble(Contest::optimistic)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return Math.max(0, best) + goal.maxAccuracyDrop();
  }

  /** The last candidate that passes or, where none does, what comes nearest. */
  private Confirmation confirm(TrialRunner by, List<Trial> trials, ComparedSamples others)
      throws IOException, InterruptedException {
    Map<Integer, List<OperatingPoint>> swept = new HashMap<>();
    Confirmation.Experiment experiment =
        candidate -> {
          int trial = candidate.trial();
          if (!swept.containsKey(trial)) {
            swept.put(trial, sweep(by, trials.get(trial - 1).setting(), others));
          }
          return candidate.among(swept.get(trial));
        };
    List<Confirmation> sequence = Confirmation.sequence(trials, goal, experiment);
    for (int k = sequence.size() - 1; k >= 0; k--) {
      if (sequence.get(k).passes()) {
        return sequence.get(k);
      }
    }
    Candidate nearest = nearest(trials);
    OperatingPoint point = experiment.run(nearest);
    return new Confirmation(
        nearest.trial(), point, point.counts().drop(), goal.bound(point), false);
  }

  private List<OperatingPoint> sweep(TrialRunner by, Setting setting, ComparedSamples samples)
      throws IOException, InterruptedException {
    try (Progress.Work work = progress.start("Confirming", samples.reference().length)) {
      return by.sweep(setting, samples, work::step);
    } catch (ConversionRefusedException e) {
      throw new IllegalStateException("a trial that was converted is refused now", e);
    }
  }

  /**
   * The cheapest whose drop is within the goal, or within one standard error of the least (Breiman,
   * Friedman, Olshen and Stone, "Classification and Regression Trees", 1984, section 3.4.3).
   */
  private Candidate nearest(List<Trial> trials) {
    List<Candidate> all = ParetoFront.candidates(trials);
    PairedCounts least =
        all.stream()
            .map(candidate -> candidate.point().counts())
            .min(Comparator.comparingDouble(PairedCounts::drop))
            .orElseThrow();
    double limit =
        Math.max(goal.maxAccuracyDrop(), Math.max(0, least.drop()) + least.standardError());
    return all.stream()
        .filter(candidate -> candidate.point().counts().drop() <= limit)
        .min(Comparator.comparingDouble(candidate -> goal.objective().cost(candidate.point())))
        .orElseThrow();
  }
}
