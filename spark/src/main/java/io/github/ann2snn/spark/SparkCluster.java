package io.github.ann2snn.spark;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.Cluster.EvaluationJob;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredSamples;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.evaluation.SweepJob;
import io.github.ann2snn.runtime.evaluation.SweepJob.ComparedSamples;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.stored.HadoopFiles;
import io.github.ann2snn.spark.stored.SamplePart;
import io.github.ann2snn.spark.stored.StoredSplit;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;

/** A running Spark application. */
final class SparkCluster implements Cluster {
  /**
   * Spark warns of tasks of more than 1,000 KiB; values that are no pixels take four times this.
   */
  private static final int SENT_BYTES = 900_000;

  /** A part of this many samples takes a core about a second. */
  private static final int STORED_SAMPLES = 8_192;

  private static final int MOST_PARTS = 10_000;

  private final JavaSparkContext spark;
  private final TaskJob tasks;

  SparkCluster(JavaSparkContext spark) {
    this.spark = spark;
    this.tasks = new TaskJob(spark, HadoopFiles.of(spark.hadoopConfiguration()));
  }

  @Override
  public StoredSplits open(StoredLocation location) throws ClusterException {
    try {
      return StoredSplit.both(new StoredFormats(tasks).open(location), tasks.files());
    } catch (ClusterException e) {
      throw e;
    } catch (FileNotFoundException | BadFileException e) { // these name the file
      throw new ClusterException(Kind.BAD_DATA, e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new ClusterException(
          Kind.BAD_DATA, location.folder() + ": cannot be read: " + reason, e);
    }
  }

  @Override
  public ClusterEvaluation evaluate(EvaluationJob job, SampleSource samples, IntConsumer progress)
      throws ClusterException, InterruptedException {
    int width = job.network().inputs();
    int size = samples.size();
    List<SamplePart> parts =
        SamplePart.cut(
            size,
            count(job, size, Math.max(1, SENT_BYTES / width)),
            (from, to) -> PackedRows.part(samples, from, to, width));
    return orFailed(
        new PartRun(tasks, job, parts, () -> PackedRows.digest(samples, width), progress)::run);
  }

  @Override
  public ClusterEvaluation evaluate(EvaluationJob job, StoredSamples samples, IntConsumer progress)
      throws ClusterException, InterruptedException {
    StoredSplit split = (StoredSplit) samples;
    int size = split.labels().length;
    List<SamplePart> parts = SamplePart.cut(size, count(job, size, STORED_SAMPLES), split::part);
    return orFailed(new PartRun(tasks, job, parts, split::digest, progress)::run);
  }

  /** As asked for, or of about {@code samplesEach}, but so that each core gets some. */
  private int count(EvaluationJob job, int samples, int samplesEach) {
    int chosen = (samples - 1) / samplesEach + 1;
    int forAllCores = 4 * spark.defaultParallelism();
    int count =
        job.distribution().partitions().orElse(Math.min(MOST_PARTS, Math.max(chosen, forAllCores)));
    return Math.min(count, samples);
  }

  @Override
  public ClusterSweep sweep(
      List<SweepJob> jobs, ComparedSamples samples, Distribution how, IntConsumer progress)
      throws ClusterException, InterruptedException {
    return orFailed(new SweepRun(tasks, jobs, samples, how, progress)::run);
  }

  private interface Run<R> {
    R run() throws IOException, InterruptedException;
  }

  /** Whatever else cannot be read or written is this machine's or the checkpoint's. */
  private static <R> R orFailed(Run<R> run) throws ClusterException, InterruptedException {
    try {
      return run.run();
    } catch (ClusterException e) {
      throw e;
    } catch (IOException e) {
      throw new ClusterException(Kind.FAILED, e.getMessage(), e);
    }
  }

  @Override
  public int cores() {
    return spark.defaultParallelism();
  }

  @Override
  public void close() {
    spark.close();
  }
}
