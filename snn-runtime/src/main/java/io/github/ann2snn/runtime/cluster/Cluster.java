package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.runtime.evaluation.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.evaluation.SweepJob;
import java.util.List;
import java.util.function.IntConsumer;

/** Machines that evaluate networks. What they find does not depend on how many they are. */
public interface Cluster extends AutoCloseable {
  /**
   * Opens a data set that the machines read themselves.
   *
   * @throws ClusterException if it is missing or damaged
   */
  StoredSplits open(StoredLocation location) throws ClusterException;

  /**
   * Evaluates a network on samples that this machine has, and sends.
   *
   * @param samples at least one
   * @param progress told how many more samples are done
   * @throws ClusterException if that fails
   * @throws InterruptedException if the calling thread is interrupted; the work is called off
   */
  ClusterEvaluation evaluate(EvaluationJob job, SampleSource samples, IntConsumer progress)
      throws ClusterException, InterruptedException;

  /**
   * Evaluates a network on samples that the machines read themselves.
   *
   * @param samples of what {@link #open} gave
   * @param progress told how many more samples are done
   * @throws ClusterException if that fails
   * @throws InterruptedException if the calling thread is interrupted; the work is called off
   */
  ClusterEvaluation evaluate(EvaluationJob job, StoredSamples samples, IntConsumer progress)
      throws ClusterException, InterruptedException;

  /**
   * Runs networks under many early-exit rules, see {@link
   * io.github.ann2snn.runtime.evaluation.ExitSweep}, on samples that this machine has, and sends.
   *
   * @param jobs at least one
   * @param samples at least one
   * @param progress told how many more samples are done, of all jobs together
   * @throws ClusterException if that fails
   * @throws InterruptedException if the calling thread is interrupted; the work is called off
   */
  ClusterSweep sweep(
      List<SweepJob> jobs, ComparedSamples samples, Distribution how, IntConsumer progress)
      throws ClusterException, InterruptedException;

  /** How many tasks run at once, as far as is known. */
  int cores();

  /** Lets the machines go. */
  @Override
  void close();
}
