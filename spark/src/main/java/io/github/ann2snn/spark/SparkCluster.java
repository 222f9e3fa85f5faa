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
import io.github.ann2snn.spark.parquet.ParquetFormat;
import io.github.ann2snn.spark.stored.CsvFormat;
import io.github.ann2snn.spark.stored.IdxFormat;
import io.github.ann2snn.spark.stored.ImageFormat;
import io.github.ann2snn.spark.stored.SamplePart;
import io.github.ann2snn.spark.stored.StoredFormat;
import io.github.ann2snn.spark.stored.StoredSplit;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
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

  SparkCluster(JavaSparkContext spark) {
    this.spark = spark;
  }

  @Override
  public StoredSplits open(StoredLocation location) throws ClusterException {
    try {
      return format(location.format()).open(location);
    } catch (ClusterException e) {
      throw e;
    } catch (FileNotFoundException | BadFileException e) {
      throw new ClusterException(Kind.BAD_DATA, e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      String folder = location.folder();
      throw new ClusterException(
          Kind.BAD_DATA,
          reason.contains(folder) ? reason : folder + ": cannot be read: " + reason,
          e);
    }
  }

  private StoredFormat format(String name) {
    return switch (name) {
      case "idx" -> new IdxFormat(spark.hadoopConfiguration());
      case "csv" -> new CsvFormat(spark);
      case "images" -> new ImageFormat(spark);
      case "parquet" -> new ParquetFormat(spark);
      default -> throw new IllegalArgumentException("there is no format '" + name + "'");
    };
  }

  @Override
  public ClusterEvaluation evaluate(EvaluationJob job, SampleSource samples, IntConsumer progress)
      throws ClusterException, InterruptedException {
    int width = job.network().inputs();
    int fitting = Math.max(1, SENT_BYTES / width);
    List<SamplePart> parts = new ArrayList<>();
    int count = count(job, samples.size(), fitting);
    for (int p = 0; p < count; p++) {
      parts.add(
          new SentPart(
              samples,
              SamplePart.bound(p, count, samples.size()),
              SamplePart.bound(p + 1, count, samples.size()),
              width));
    }
    return new PartRun(spark, job, parts, SamplesDigest.of(samples, width), progress).run();
  }

  @Override
  public ClusterEvaluation evaluate(EvaluationJob job, StoredSamples samples, IntConsumer progress)
      throws ClusterException, InterruptedException {
    StoredSplit split = (StoredSplit) samples;
    int size = split.labels().length;
    int count = count(job, size, STORED_SAMPLES);
    List<SamplePart> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      parts.add(split.part(SamplePart.bound(p, count, size), SamplePart.bound(p + 1, count, size)));
    }
    return new PartRun(spark, job, parts, SamplesDigest.of(split), progress).run();
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
    return new SweepRun(spark, jobs, samples, how, progress).run();
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
