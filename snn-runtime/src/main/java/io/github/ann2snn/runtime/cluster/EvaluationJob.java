package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be evaluated, and how.
 *
 * @param network the network
 * @param settings how it runs
 * @param exit tells when samples would stop early, to be evaluated beside the full run
 * @param partitions how many parts the samples are cut into, at least 1; empty: chosen by size
 * @param skipCorrupt whether parts that cannot be read are left out, and told, instead of ending
 *     the evaluation
 * @param checkpoint folder for the tallies of finished parts, which another run takes up
 */
public record EvaluationJob(
    SpikingNetwork network,
    SimulationSettings settings,
    Optional<EarlyExit> exit,
    OptionalInt partitions,
    boolean skipCorrupt,
    Optional<String> checkpoint) {
  /**
   * @throws IllegalArgumentException if {@code partitions} is not positive
   */
  public EvaluationJob {
    if (partitions.isPresent() && partitions.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "partitions is " + partitions.getAsInt() + ", expected at least 1");
    }
  }
}
