package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A network that is to run under several early-exit rules at once, see {@link ExitSweep}.
 *
 * @param network the network
 * @param settings how it runs
 * @param rules when samples stop; an empty one lets all run to the last step
 */
public record SweepJob(
    SpikingNetwork network, SimulationSettings settings, List<Optional<EarlyExit>> rules) {
  public SweepJob {
    rules = List.copyOf(rules);
  }

  /**
   * Does it on some threads of this machine.
   *
   * @param progress told from several threads how many more samples are done
   * @throws InterruptedException if the calling thread is interrupted; no thread is left behind
   */
  public SweepResult run(ComparedSamples samples, int threads, IntConsumer progress)
      throws InterruptedException {
    SampleRuns runs = new SampleRuns(Simulators.of(network, settings), threads);
    return ExitSweep.run(runs, rules, samples, progress);
  }

  /**
   * Samples, and the class that another classifier, the ANN, gives each.
   *
   * @param reference as many as there are samples; not to be changed
   */
  public record ComparedSamples(SampleSource samples, int[] reference) {
    /**
     * @throws IllegalArgumentException if there are not as many classes as samples
     */
    public ComparedSamples {
      if (samples.size() != reference.length) {
        throw Refusal.of("%d classes for %d samples", reference.length, samples.size());
      }
    }
  }
}
