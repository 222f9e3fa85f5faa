package io.github.ann2snn.api;

import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs networks on samples: this machine, or others. */
@FunctionalInterface
public interface Engine {
  /**
   * Runs one.
   *
   * @param simulator of the network, with its settings
   * @param test samples that neither the model nor the conversion has seen
   * @param exit tells when samples would stop early, to be evaluated beside the full run
   * @return what came of it
   * @throws IOException if the samples cannot be read, or what runs them cannot be reached
   * @throws InterruptedException if the calling thread is interrupted
   */
  Tested test(Simulator simulator, Samples test, Optional<EarlyExit> exit)
      throws IOException, InterruptedException;

  /**
   * What came of it.
   *
   * @param runs what the network did
   * @param samples those that were run
   * @param notices what the reader must know about them
   */
  record Tested(
      io.github.ann2snn.runtime.evaluation.Evaluation runs, Samples samples, List<String> notices) {
    /**
     * Copies the list.
     *
     * @param runs what the network did
     * @param samples labelled samples
     * @param notices whole sentences
     */
    public Tested {
      notices = List.copyOf(notices);
    }
  }
}
