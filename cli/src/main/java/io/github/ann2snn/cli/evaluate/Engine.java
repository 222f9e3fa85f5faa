package io.github.ann2snn.cli.evaluate;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs a network on the test samples of a data set: here, or on other machines. */
interface Engine {
  /**
   * Runs it.
   *
   * @param exit tells when samples would stop early, to be evaluated beside the full run
   */
  Tested test(Simulator simulator, Dataset dataset, Optional<EarlyExit> exit)
      throws IOException, InterruptedException;

  /**
   * What came of it.
   *
   * @param dataset with those test samples that were evaluated
   * @param notices what the reader must know about them
   */
  record Tested(Evaluation evaluation, Dataset dataset, List<String> notices) {}
}
