package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Runs networks under many early-exit rules: here, or on other machines. */
public interface SweepEngine {
  /**
   * Runs some networks on the same samples.
   *
   * @param jobs at least one
   * @param progress told from several threads how many more samples are done, of all jobs together
   * @return a result for each job
   */
  List<SweepResult> sweep(List<SweepJob> jobs, ComparedSamples samples, IntConsumer progress)
      throws IOException, InterruptedException;

  /** How many networks it is worth to run at once. */
  int width();

  /**
   * This machine.
   *
   * @param threads number of threads, at least 1
   */
  record Here(int threads) implements SweepEngine {
    @Override
    public List<SweepResult> sweep(
        List<SweepJob> jobs, ComparedSamples samples, IntConsumer progress)
        throws InterruptedException {
      List<SweepResult> results = new ArrayList<>();
      for (SweepJob job : jobs) {
        results.add(job.run(samples, threads, progress));
      }
      return results;
    }

    @Override
    public int width() {
      return 1;
    }
  }
}
