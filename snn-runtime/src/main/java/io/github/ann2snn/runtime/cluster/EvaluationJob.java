package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Optional;

/**
 * What is to be evaluated, and how.
 *
 * @param network the network
 * @param settings how it runs
 * @param exit tells when samples would stop early, to be evaluated beside the full run
 * @param distribution how the samples are dealt out
 * @param skipCorrupt whether parts that cannot be read are left out, and told, instead of ending
 *     the evaluation
 */
public record EvaluationJob(
    SpikingNetwork network,
    SimulationSettings settings,
    Optional<EarlyExit> exit,
    Distribution distribution,
    boolean skipCorrupt) {}
