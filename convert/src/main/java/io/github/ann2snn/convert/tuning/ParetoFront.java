package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What no other dominates. */
public final class ParetoFront {
  private ParetoFront() {}

  /**
   * Those points that no other dominates in accuracy, mean steps, synaptic operations and energy,
   * in the order given; of points equal in all four the first.
   */
  static List<OperatingPoint> points(List<OperatingPoint> points) {
    return front(points, point -> point);
  }

  /**
   * Those points that are left when of each number of steps without early exit one readout start
   * stays: all cost the same, so it is the earliest that is at most one standard error behind the
   * best (Breiman et al. as in {@link Contest}); the best of many would be the luckiest.
   *
   * @param points of one setting, earlier readout starts first
   */
  static List<OperatingPoint> withEarliestStarts(List<OperatingPoint> points) {
    Map<Integer, List<OperatingPoint>> bySteps =
        points.stream()
            .filter(point -> point.margin() == null)
            .collect(Collectors.groupingBy(OperatingPoint::timesteps));
    return points.stream()
        .filter(
            point ->
                point.margin() != null || point.equals(earliest(bySteps.get(point.timesteps()))))
        .toList();
  }

  private static OperatingPoint earliest(List<OperatingPoint> equallyCheap) {
    PairedCounts best =
        equallyCheap.stream()
            .map(OperatingPoint::counts)
            .min(Comparator.comparingDouble(PairedCounts::drop))
            .orElseThrow();
    double limit = best.drop() + best.standardError();
    return equallyCheap.stream()
        .filter(point -> point.counts().drop() <= limit)
        .findFirst()
        .orElseThrow();
  }

  private static <T> List<T> front(List<T> all, Function<T, OperatingPoint> point) {
    List<OperatingPoint> points = all.stream().map(point).toList();
    List<T> front = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      OperatingPoint one = points.get(i);
      boolean repeated =
          points.subList(0, i).stream()
              .anyMatch(other -> other.isNowhereWorse(one) && one.isNowhereWorse(other));
      if (!repeated && points.stream().noneMatch(other -> other.dominates(one))) {
        front.add(all.get(i));
      }
    }
    return front;
  }

  /** The front of all trials, the most accurate first and then the cheapest in energy. */
  public static List<Candidate> of(List<Trial> trials) {
    List<Candidate> front = front(candidates(trials), Candidate::point);
    front.sort(
        Comparator.<Candidate>comparingDouble(candidate -> -candidate.point().accuracy())
            .thenComparingDouble(candidate -> candidate.point().nanojoules()));
    return front;
  }

  static List<Candidate> candidates(List<Trial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.points().stream().map(p -> new Candidate(trial.number(), p)))
        .toList();
  }

  /**
   * The front of all trials in cost and in something else that should be low, the dearest first.
   * From each to the next the cost falls and the other grows.
   */
  static List<Candidate> of(
      List<Trial> trials, Objective objective, ToDoubleFunction<OperatingPoint> other) {
    List<Candidate> byCost = new ArrayList<>(candidates(trials));
    byCost.sort(
        Comparator.<Candidate>comparingDouble(candidate -> objective.cost(candidate.point()))
            .thenComparingDouble(candidate -> other.applyAsDouble(candidate.point())));
    List<Candidate> front = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (Candidate candidate : byCost) {
      double value = other.applyAsDouble(candidate.point());
      if (value < lowest) {
        front.add(candidate);
        lowest = value;
      }
    }
    Collections.reverse(front);
    return front;
  }

  /** The front in cost and accuracy, the most accurate first. */
  public static List<Candidate> ofAccuracy(List<Trial> trials, Objective objective) {
    return of(trials, objective, point -> -point.accuracy());
  }

  /**
   * A point of a trial.
   *
   * @param trial number of the trial
   * @param point one of its points
   */
  public record Candidate(int trial, OperatingPoint point) {
    public Candidate {
      Objects.requireNonNull(point, "point");
    }

    /** The same with what other samples gave, too. */
    Candidate with(PairedCounts others) {
      return new Candidate(trial, point.with(others));
    }

    /** The point of others that is run like this one. */
    public OperatingPoint among(List<OperatingPoint> others) {
      return others.stream().filter(point::runsLike).findFirst().orElseThrow();
    }
  }
}
