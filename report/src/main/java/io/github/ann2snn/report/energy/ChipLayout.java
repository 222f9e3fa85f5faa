package io.github.ann2snn.report.energy;

import io.github.ann2snn.report.document.FitPart;
import io.github.ann2snn.runtime.evaluation.Evaluation.EarlyExitEvaluation;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.operations.NetworkTraffic;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Lays a network on a chip, and counts what crosses its cores. */
@FunctionalInterface
public interface ChipLayout {
  /**
   * Lays the network of a simulator on the chip, and runs samples.
   *
   * @param samples at least one
   * @param threads at least 1
   * @param exit the same samples, where some stopped early
   * @param progress told from several threads how many more samples are done
   */
  Laid lay(
      Simulator simulator,
      SampleSource samples,
      int threads,
      Optional<EarlyExitEvaluation> exit,
      IntConsumer progress)
      throws InterruptedException;

  /**
   * How a network lies on a chip.
   *
   * @param fit as a part of the document
   * @param priced name of the chip, if all that crosses its cores is known
   * @param upTo mean traffic of a sample up to and including each step
   * @param ofExit that of a sample that stops early
   */
  record Laid(
      FitPart fit,
      Optional<String> priced,
      List<NetworkTraffic> upTo,
      Optional<NetworkTraffic> ofExit) {
    /** Copies the list. */
    public Laid {
      upTo = List.copyOf(upTo);
    }
  }
}
