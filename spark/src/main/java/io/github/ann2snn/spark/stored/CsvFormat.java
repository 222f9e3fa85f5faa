package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.csv.ClassLabels;
import io.github.ann2snn.datasets.csv.CsvOutline;
import io.github.ann2snn.datasets.csv.CsvScan;
import io.github.ann2snn.datasets.csv.CsvStart;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import io.github.ann2snn.spark.job.ScanJob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A folder with {@code train.csv} and {@code test.csv}. The driver reads their first lines; tasks
 * count and check the rows, and later read the inputs.
 *
 * @param spark runs the tasks
 */
public record CsvFormat(JavaSparkContext spark) implements StoredFormat {
  /** A file and what it holds. */
  private record Table(StoredFile file, CsvOutline outline) {}

  @Override
  public StoredSplits open(StoredLocation location) throws IOException {
    requireFolder(location.folder());
    DriverJars.CSV.give(spark);
    Table train = table(location, "train.csv", false);
    Table test = table(location, "test.csv", location.skipCorrupt());
    train.outline().header().requireSame(test.outline().header());
    boolean bytes = train.outline().areBytesWith(test.outline());
    ClassLabels classes = train.outline().classes();
    return new StoredSplits(
        List.of(train.outline().header().width()),
        classes.classNames(),
        split(train, bytes, classes),
        split(test, bytes, classes));
  }

  private void requireFolder(String folder) throws IOException {
    if (!StoredFile.of(folder, spark.hadoopConfiguration()).folder()) {
      throw new BadFileException(
          Text.of(
              "%s: is one file, of which a random share would be held out for testing; executors read a folder with train.csv and test.csv; or leave out the scheme, then this machine reads the file and sends it",
              folder));
    }
  }

  /**
   * @param tolerant whether rows that are wrong by themselves are left to who reads them later
   */
  private Table table(StoredLocation location, String name, boolean tolerant) throws IOException {
    String url = location.folder() + "/" + name;
    if (!StoredFile.exists(url, spark.hadoopConfiguration())) {
      throw new FileNotFoundException(url + ": no such file; train.csv and test.csv are needed");
    }
    StoredFile file = StoredFile.of(url, spark.hadoopConfiguration());
    CsvStart start =
        CsvStart.read(
            file.url(),
            StoredFile.read(file.url(), 0, spark.hadoopConfiguration()),
            location.labelColumn());
    List<CsvScan> scans =
        new ScanJob<CsvScan>(spark)
            .run(CsvPiece.of(file.url(), start, file.size(), spark.hadoopConfiguration()));
    return new Table(file, CsvOutline.of(start, scans, tolerant));
  }

  private StoredSplit split(Table table, boolean bytes, ClassLabels classes)
      throws BadFileException {
    CsvOutline outline = table.outline();
    return new StoredSplit(
        new CsvRowSource(table.file().url(), outline.header(), bytes, outline.marks()),
        outline.header().width(),
        bytes,
        outline.encode(classes),
        Text.of("%s %s", StoredFile.identity(List.of(table.file())), outline.header()),
        spark.hadoopConfiguration());
  }
}
