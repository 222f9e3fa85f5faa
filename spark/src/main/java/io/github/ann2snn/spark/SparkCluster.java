package io.github.ann2snn.spark;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.datasets.cifar.CifarFolder;
import io.github.ann2snn.datasets.csv.CsvDataset;
import io.github.ann2snn.datasets.csv.CsvScan;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.datasets.image.ImageFolder;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.cluster.Cluster;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterEvaluation;
import io.github.ann2snn.runtime.cluster.Cluster.ClusterSweep;
import io.github.ann2snn.runtime.cluster.Cluster.Distribution;
import io.github.ann2snn.runtime.cluster.Cluster.EvaluationJob;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredSamples;
import io.github.ann2snn.runtime.cluster.ClusterException;
import io.github.ann2snn.runtime.cluster.ClusterException.Kind;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob;
import io.github.ann2snn.runtime.evaluation.ExitSweep.SweepJob.ComparedSamples;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.parquet.ParquetFormat;
import io.github.ann2snn.spark.stored.DriverJars;
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

  /** Property of Hadoop's configuration: bytes of a range of a CSV file. */
  private static final String RANGE = "ann2snn.csv.range";

  private static final long RANGE_BYTES = 32L << 20;

  private final JavaSparkContext spark;
  private final TaskJob tasks;

  SparkCluster(JavaSparkContext spark) {
    this.spark = spark;
    this.tasks = new TaskJob(spark, HadoopFiles.of(spark.hadoopConfiguration()));
  }

  @Override
  public StoredSplits open(StoredLocation location) throws ClusterException {
    try {
      return StoredSplit.both(data(location), tasks.files());
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

  /** The driver reads the beginnings of files and the labels, or has tasks read these. */
  private StoredData data(StoredLocation location) throws IOException {
    return switch (location.format()) {
      case "idx" -> IdxFolder.open(tasks.files(), location.folder(), location.reading());
      case "cifar" -> CifarFolder.open(tasks.files(), location.folder());
      case "csv" -> csv(location);
      case "images" -> images(location.folder(), location.reading());
      case "parquet" -> ParquetFormat.open(tasks, location);
      default ->
          throw new IllegalArgumentException("there is no format '" + location.format() + "'");
    };
  }

  private StoredData csv(StoredLocation location) throws IOException {
    String folder = location.folder();
    DataFiles.Entry found =
        tasks
            .files()
            .find(folder)
            .orElseThrow(() -> new FileNotFoundException(folder + ": not found"));
    BadFileException.when(
        !found.folder(),
        "%s: is one file, of which a random share would be held out for testing; executors read a folder with train.csv and test.csv; or leave out the scheme, then this machine reads the file and sends it",
        folder);
    return CsvDataset.open(
        tasks.files(),
        folder,
        location.reading(),
        location.skipCorrupt(),
        spark.hadoopConfiguration().getLong(RANGE, RANGE_BYTES),
        ranges -> tasks.collect(ranges, CsvScan.Range::scan));
  }

  private StoredData images(String folder, SampleReading reading) throws IOException {
    BadFileException.when(
        !ImageFolder.hasSplits(tasks.files(), folder),
        "%s: no folders train and test, and executors do not hold out a random share; make both, each with the folders of the classes; or leave out the scheme, then this machine reads the images and sends them",
        folder);
    DriverJars.IMAGES.give(spark);
    return ImageFolder.open(tasks.files(), folder, reading);
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
