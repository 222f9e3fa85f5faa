package io.github.ann2snn.runtime.cluster;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredSamples;
import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.evaluation.SweepResult;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.EarlyExit;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  /**
   * What a cluster found.
   *
   * @param evaluation of all samples that could be read, in their order
   * @param skipped the parts that could not, in their order; empty unless that was asked for
   * @param resumed number of parts that an earlier run had finished
   */
  record ClusterEvaluation(Evaluation evaluation, List<SkippedPart> skipped, int resumed) {
    public ClusterEvaluation {
      skipped = List.copyOf(skipped);
    }

    /**
     * A part that was left out.
     *
     * @param from index of its first sample
     * @param to index behind its last sample
     * @param reason why, with the file and the place
     */
    public record SkippedPart(int from, int to, String reason) {}
  }

  /**
   * What networks did on a cluster.
   *
   * @param results one for each
   * @param resumed number of tasks that an earlier run had finished
   */
  record ClusterSweep(List<SweepResult> results, int resumed) {
    public ClusterSweep {
      results = List.copyOf(results);
    }
  }

  /**
   * How work is dealt out.
   *
   * @param partitions how many parts the samples are cut into, at least 1; empty: chosen by size
   * @param checkpoint folder for the tallies of finished parts, which another run takes up
   */
  record Distribution(OptionalInt partitions, Optional<String> checkpoint) {
    /**
     * @throws IllegalArgumentException if {@code partitions} is not positive
     */
    public Distribution {
      if (partitions.isPresent() && partitions.getAsInt() < 1) {
        throw Refusal.of("partitions is %s, expected at least 1", partitions.getAsInt());
      }
    }
  }

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
  record EvaluationJob(
      SpikingNetwork network,
      SimulationSettings settings,
      Optional<EarlyExit> exit,
      Distribution distribution,
      boolean skipCorrupt) {}

  /**
   * A data set that a cluster reads from where it lies.
   *
   * @param shape of one sample, channels first: {@code [1, 28, 28]}, or {@code [n]} for a table
   * @param classNames one name per class index
   * @param train training samples
   * @param test test samples, of the same shape and with no other classes
   * @param columnScale how the columns of a table were scaled, as a network's file keeps it
   * @param notices what the user should know
   */
  record StoredSplits(
      List<Integer> shape,
      List<String> classNames,
      StoredSamples train,
      StoredSamples test,
      Optional<String> columnScale,
      List<String> notices)
      implements AutoCloseable {
    public StoredSplits {
      shape = List.copyOf(shape);
      classNames = List.copyOf(classNames);
      notices = List.copyOf(notices);
    }

    @Override
    public void close() {
      train.close();
      test.close();
    }

    /**
     * Where a data set lies that a cluster reads itself, and how it is read.
     *
     * @param format {@code idx}, {@code csv}, {@code images} or {@code parquet}
     * @param folder where its files lie, with a scheme: {@code hdfs://host/folder}
     * @param reading how
     * @param skipCorrupt whether test samples that cannot be read are to be left out, so that
     *     opening must not fail because of them
     */
    public record StoredLocation(
        String format, String folder, SampleReading reading, boolean skipCorrupt) {}

    /**
     * Samples that lie where a cluster can read them; only labels are in memory here. Their inputs
     * are either all bytes, 0 ... 255 standing for 0 ... 1, or all real numbers in [0, 1].
     */
    public interface StoredSamples extends AutoCloseable {
      /** Class index of each sample, as an unsigned byte; not to be changed. */
      byte[] labels();

      /** Whether inputs are bytes, 0 ... 255 standing for 0 ... 1, and not real numbers. */
      boolean areBytes();

      /**
       * Reads the inputs of one sample; samples one after another are cheap.
       *
       * @param values takes them, as many as the shape says, each in [0, 1]
       * @throws java.io.UncheckedIOException if they cannot be read
       */
      void read(int sample, float[] values);

      @Override
      void close();
    }
  }
}
