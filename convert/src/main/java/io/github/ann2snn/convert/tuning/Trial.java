package io.github.ann2snn.convert.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One simulation of the search samples.
 *
 * @param number from 1
 * @param setting what was simulated
 * @param refused why it cannot be converted so; null if it can
 * @param accuracyByTimestep after 1 ... T steps, without early exit
 * @param synapticOperationsByTimestep mean of a sample up to and including each step
 * @param points those that no other of this trial dominates
 */
public record Trial(
    int number,
    Setting setting,
    String refused,
    List<Double> accuracyByTimestep,
    List<Double> synapticOperationsByTimestep,
    List<OperatingPoint> points) {
  public Trial {
    Objects.requireNonNull(setting, "setting");
    accuracyByTimestep = List.copyOf(accuracyByTimestep);
    synapticOperationsByTimestep = List.copyOf(synapticOperationsByTimestep);
    points = List.copyOf(points);
  }

  static Trial refused(int number, Setting setting, String reason) {
    return new Trial(number, setting, reason, List.of(), List.of(), List.of());
  }

  /** The same trial as another one in the order of a search. */
  public Trial numbered(int other) {
    return new Trial(
        other, setting, refused, accuracyByTimestep, synapticOperationsByTimestep, points);
  }

  /** The cheapest point that promises to meet a goal; empty if none does. */
  public Optional<OperatingPoint> cheapest(Goal goal) {
    return points.stream()
        .filter(goal::isPromising)
        .min(
            Comparator.comparingDouble(goal.objective()::cost)
                .thenComparingDouble(OperatingPoint::synapticOperations));
  }

  /** The smallest bound of a point's accuracy drop; infinite if there is no point. */
  double smallestBound(Goal goal) {
    return points.stream().mapToDouble(goal::cautiousBound).min().orElse(Double.POSITIVE_INFINITY);
  }
}
