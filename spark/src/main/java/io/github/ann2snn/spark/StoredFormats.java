package io.github.ann2snn.spark;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.datasets.csv.CsvDataset;
import io.github.ann2snn.datasets.csv.CsvScan;
import io.github.ann2snn.datasets.idx.IdxFolder;
import io.github.ann2snn.datasets.image.ImageFolder;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.spark.job.TaskJob;
import io.github.ann2snn.spark.parquet.ParquetFormat;
import io.github.ann2snn.spark.stored.DriverJars;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * The formats of data sets that executors read. The driver reads the beginnings of files and the
 * labels, or has tasks read these; tasks read the inputs.
 *
 * @param tasks runs them
 */
record StoredFormats(TaskJob tasks) {
  /** Property of Hadoop's configuration: bytes of a range of a CSV file. */
  private static final String RANGE = "ann2snn.csv.range";

  private static final long RANGE_BYTES = 32L << 20;

  /**
   * Opens both splits of a data set.
   *
   * @throws IOException if a file is missing or damaged, or the splits do not fit together
   */
  StoredData open(StoredLocation location) throws IOException {
    return switch (location.format()) {
      case "idx" -> IdxFolder.open(tasks.files(), location.folder());
      case "csv" -> csv(location);
      case "images" -> images(location.folder());
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
    if (!found.folder()) {
      throw new BadFileException(
          Text.of(
              "%s: is one file, of which a random share would be held out for testing; executors read a folder with train.csv and test.csv; or leave out the scheme, then this machine reads the file and sends it",
              folder));
    }
    DriverJars.CSV.give(tasks.spark());
    return CsvDataset.open(
        tasks.files(),
        folder,
        location.labelColumn(),
        location.skipCorrupt(),
        tasks.spark().hadoopConfiguration().getLong(RANGE, RANGE_BYTES),
        ranges -> tasks.collect(ranges, CsvScan.Range::scan));
  }

  private StoredData images(String folder) throws IOException {
    if (!ImageFolder.hasSplits(tasks.files(), folder)) {
      throw new BadFileException(
          Text.of(
              "%s: no folders train and test, and executors do not hold out a random share; make both, each with the folders of the classes; or leave out the scheme, then this machine reads the images and sends them",
              folder));
    }
    DriverJars.IMAGES.give(tasks.spark());
    return ImageFolder.open(tasks.files(), folder);
  }
}
