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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The search within a small budget: settings compete on few samples, the better ones, and what
 * scales for the steps that they need make of them, on more (successive halving; Jamieson and
 * Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016), and
 * what is best there is confirmed on others. Numbers of samples follow from the size of the model
 * alone, so that the same seed gives the same choice on any machine.
 *
 * @param runner makes the trials
 * @param goal what is sought
 * @param supply the samples
 * @param progress hears of each simulation
 */
public record Contest(TrialRunner runner, Goal goal, Supply supply, Progress progress) {
  /** So many settings go on from the few samples to more. */
  private static final int KEPT = 4;

  /** So many of these are tried for the steps that they seem to need, too. */
  private static final int MATCHED = 2;

  /** Settings that are confirmed, at most, until one passes. */
  private static final int FINALISTS = 4;

  /** The same where the search promises nothing. */
  private static final int UNPROMISING = 2;

  /** Times the steps that were needed with few samples, or that a setting is made for. */
  private static final int ROOM = 2;

  private static final int LEAST_STEPS = 8;

  /** Held-out samples in a fixed order, with the ANN's classes. */
  public interface Supply {
    /** How many there are; at least 2. */
    int size();

    /** Some of them. */
    ComparedSamples slice(int from, int to) throws InterruptedException;
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
    List<Setting> going = new ArrayList<>(all);
    TrialRunner longer = runner;
    if (all.size() > KEPT) {
      List<Trial> screened = screen(grid, all, supply.slice(0, budget.screening()));
      double limit = limit(screened);
      List<Trial> best = best(screened, limit);
      going = new ArrayList<>(best.stream().map(Trial::setting).toList());
      going.addAll(matched(grid, best, limit));
      longer = runner.upTo(steps(screened, limit));
    }
    ComparedSamples search = supply.slice(0, budget.search());
    List<Trial> trials = new ArrayList<>();
    List<Finalist> promising = new ArrayList<>();
    for (int k = 0; k < going.size(); k++) {
      String which = Text.of("Searching %d/%d", k + 1, going.size());
      try {
        Optional<Integer> made = grid.made(going.get(k));
        TrialRunner enough = enough(longer, made);
        List<OperatingPoint> points = sweep(enough, going.get(k), search, which);
        Trial trial = TrialRunner.trial(going.get(k), points).numbered(k + 1);
        trials.add(trial);
        double precision = Math.sqrt(others(budget, enough.timesteps()) / (double) budget.search());
        promising.add(Finalist.of(trial, made, points, goal, precision));
      } catch (ConversionRefusedException e) {
        trials.add(Trial.refused(k + 1, going.get(k), e.getMessage()));
      }
    }
    if (promising.isEmpty()) {
      throw new ConversionRefusedException(trials.get(0).refused());
    }
    return new Outcome(all, trials, confirm(longer, promising, budget));
  }

  private List<Trial> screen(Grid grid, List<Setting> settings, ComparedSamples samples)
      throws IOException, InterruptedException {
    List<Trial> trials = new ArrayList<>();
    for (int k = 0; k < settings.size(); k++) {
      Setting setting = settings.get(k);
      String which = Text.of("Screening %d/%d", k + 1, settings.size());
      TrialRunner enough = enough(runner, grid.made(setting));
      try (Progress.Work work = progress.start(which, samples.reference().length)) {
        trials.addAll(enough.trials(List.of(setting), samples, work::step));
      }
    }
    return trials;
  }

  /**
   * Those with the cheapest points that may meet the goal: whose drop less its standard error is
   * within it or, where none is, next to the best.
   */
  private List<Trial> best(List<Trial> trials, double limit) {
    return trials.stream()
        .sorted(
            Comparator.comparingDouble(
                trial ->
                    cheapest(trial, limit)
                        .map(goal.objective()::cost)
                        .orElse(Double.POSITIVE_INFINITY)))
        .limit(KEPT)
        .toList();
  }

  /** The first of them made for the steps that may suffice, where they are made for others. */
  private List<Setting> matched(Grid grid, List<Trial> best, double limit) {
    List<Setting> known = best.stream().map(Trial::setting).toList();
    return best.stream()
        .flatMap(
            trial ->
                cheapest(trial, limit).stream()
                    .flatMap(point -> grid.matched(trial.setting(), point.timesteps()).stream()))
        .filter(setting -> !known.contains(setting))
        .distinct()
        .limit(MATCHED)
        .toList();
  }

  private Optional<OperatingPoint> cheapest(Trial trial, double limit) {
    return promising(trial, limit).min(Comparator.comparingDouble(goal.objective()::cost));
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

  /** What is made for few steps need not run many. */
  private static TrialRunner enough(TrialRunner by, Optional<Integer> made) {
    return made.map(steps -> by.upTo(Math.max(LEAST_STEPS, ROOM * steps))).orElse(by);
  }

  /**
   * What passes first, the cheapest finalist first, or what comes nearest. Each has a sequence of
   * its own, and a part of the chance to be wrong (Bonferroni).
   */
  private Confirmation confirm(TrialRunner by, List<Finalist> promising, Budget budget)
      throws IOException, InterruptedException, ConversionRefusedException {
    List<Finalist> finalists =
        promising.stream()
            .sorted(
                Comparator.<Finalist>comparingInt(finalist -> finalist.promising() ? 0 : 1)
                    .thenComparingDouble(
                        finalist ->
                            finalist.promising()
                                ? goal.objective().cost(finalist.sought())
                                : goal.cautiousBound(finalist.sought())))
            .limit(promising.stream().anyMatch(Finalist::promising) ? FINALISTS : UNPROMISING)
            .toList();
    Goal each = goal.among(finalists.size());
    List<Candidate> all = new ArrayList<>();
    for (Finalist finalist : finalists) {
      Trial trial = finalist.trial();
      int steps = finalist.steps();
      ComparedSamples others =
          supply.slice(budget.search(), budget.search() + others(budget, steps));
      List<OperatingPoint> points = sweep(by.upTo(steps), trial.setting(), others, "Confirming");
      Optional<Confirmation> passed = finalist.confirm(points, each);
      if (passed.isPresent()) {
        return passed.get();
      }
      ParetoFront.candidates(List.of(trial)).stream()
          .filter(candidate -> candidate.point().timesteps() <= steps)
          .map(candidate -> candidate.with(candidate.among(points).counts()))
          .forEach(all::add);
    }
    return nearest(all);
  }

  /** The fewer steps, the more samples. */
  private int others(Budget budget, int steps) {
    long affordable = (long) budget.confirmation() * runner.timesteps() / steps;
    return (int) Math.min(supply.size() - budget.search(), affordable);
  }

  private List<OperatingPoint> sweep(
      TrialRunner by, Setting setting, ComparedSamples samples, String task)
      throws IOException, InterruptedException, ConversionRefusedException {
    try (Progress.Work work = progress.start(task, samples.reference().length)) {
      return by.sweep(setting, samples, work::step);
    }
  }

  /**
   * The cheapest whose bound is within the goal, now that nothing is held back for a test; where
   * there is none, whose drop is, or is within one standard error of the least (Breiman, Friedman,
   * Olshen and Stone, "Classification and Regression Trees", 1984, section 3.4.3).
   *
   * @param all with what the samples of the search and those to confirm gave together
   */
  private Confirmation nearest(List<Candidate> all) {
    PairedCounts least =
        all.stream()
            .map(candidate -> candidate.point().counts())
            .min(Comparator.comparingDouble(PairedCounts::drop))
            .orElseThrow();
    double limit =
        Math.max(goal.maxAccuracyDrop(), Math.max(0, least.drop()) + least.standardError());
    boolean met = all.stream().anyMatch(candidate -> goal.isPromising(candidate.point()));
    Candidate nearest =
        all.stream()
            .filter(
                candidate ->
                    met
                        ? goal.isPromising(candidate.point())
                        : candidate.point().counts().drop() <= limit)
            .min(Comparator.comparingDouble(candidate -> goal.objective().cost(candidate.point())))
            .orElseThrow();
    OperatingPoint point = nearest.point();
    return new Confirmation(
        nearest.trial(), point, point.counts().drop(), goal.bound(point), false);
  }
}
