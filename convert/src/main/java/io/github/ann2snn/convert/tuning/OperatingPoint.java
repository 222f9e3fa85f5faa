package io.github.ann2snn.convert.tuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import java.util.Objects;
import java.util.Optional;

/**
 * One way to run a network, and what it gave on some samples.
 *
 * @param margin of the early exit; null where all samples run to the last step
 * @param timesteps the most steps of a sample
 * @param counts right and wrong, beside the ANN
 * @param accuracy of the spiking network, in [0, 1]
 * @param meanTimesteps mean steps of a sample
 * @param synapticOperations mean of a sample
 * @param nanojoules mean of a sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperatingPoint(
    Double margin,
    int timesteps,
    PairedCounts counts,
    double accuracy,
    double meanTimesteps,
    double synapticOperations,
    double nanojoules) {
  public OperatingPoint {
    Objects.requireNonNull(counts, "counts");
  }

  static OperatingPoint of(
      Optional<EarlyExit> rule, int timesteps, SweepResult.Point point, EnergyProfile profile) {
    PairedCounts counts =
        new PairedCounts(
            point.samples(), point.referenceCorrect(), point.onlyReference(), point.onlyNetwork());
    return new OperatingPoint(
        rule.map(EarlyExit::margin).orElse(null),
        timesteps,
        counts,
        counts.snnAccuracy(),
        (double) point.ledger().steps() / point.samples(),
        point.ledger().perSample(Operation.SYNAPTIC_OPERATION),
        profile.nanojoules(point.ledger().counts()).values().stream()
            .mapToDouble(Double::doubleValue)
            .sum());
  }

  /** When samples stop early, if they do. */
  public Optional<EarlyExit> rule() {
    return Optional.ofNullable(margin).map(EarlyExit::new);
  }

  /** Whether this is the same way to run a network, whatever it gave. */
  boolean runsLike(OperatingPoint other) {
    return timesteps == other.timesteps && Objects.equals(margin, other.margin);
  }

  /**
   * Whether this is nowhere worse than another in accuracy, steps, synaptic operations and energy,
   * and somewhere better.
   */
  boolean dominates(OperatingPoint other) {
    boolean nowhereWorse =
        accuracy >= other.accuracy
            && meanTimesteps <= other.meanTimesteps
            && synapticOperations <= other.synapticOperations
            && nanojoules <= other.nanojoules;
    boolean somewhereBetter =
        accuracy > other.accuracy
            || meanTimesteps < other.meanTimesteps
            || synapticOperations < other.synapticOperations
            || nanojoules < other.nanojoules;
    return nowhereWorse && somewhereBetter;
  }
}
