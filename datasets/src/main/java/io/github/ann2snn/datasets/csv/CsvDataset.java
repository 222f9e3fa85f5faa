package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.InputScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tables: a row per sample, a column with the label, the other columns its inputs. */
public final class CsvDataset {
  private CsvDataset() {}

  /**
   * Reads one file, of which a part becomes the test split, or a folder with {@code train.csv} and
   * {@code test.csv}.
   *
   * @throws BadFileException if a file is missing or damaged, or the two do not fit together
   */
  public static Dataset load(String name, Path path, DatasetOptions options) throws IOException {
    SampleReading reading = options.reading();
    if (Files.isDirectory(path)) {
      String trainFile = regular(path.resolve("train.csv"));
      String testFile = regular(path.resolve("test.csv"));
      CsvFormat format = CsvFormat.of(DataFiles.local(), List.of(trainFile, testFile), reading);
      Table train = Table.read(trainFile, format, options);
      Table test = Table.read(testFile, format, options);
      Loading loading = Loading.of(train.outline, test.outline, train.outline.measured(), reading);
      loading.tell(
          test.outline.measured(), notice -> options.notice().accept(name + ": " + notice));
      return loading.dataset(name, loading.split(train), loading.split(test));
    }
    String file = regular(path);
    CsvFormat format = CsvFormat.of(DataFiles.local(), List.of(file), reading);
    Table table = Table.read(file, format, options);
    DatasetOptions.HeldOut held = options.holdOut(name, table.outline.rows());
    Loading loading =
        Loading.of(table.outline, table.outline, table.measured(held.train()), reading);
    loading.tell(
        table.measured(held.test()), notice -> options.notice().accept(name + ": " + notice));
    Split all = loading.split(table);
    return loading.dataset(name, all.select(held.train()), all.select(held.test()));
  }

  private static String regular(Path path) throws BadFileException {
    if (!Files.isRegularFile(path)) {
      throw new BadFileException(
          path, "", Files.exists(path) ? "is no regular file; copy it to one" : "no such file");
    }
    return path.toString();
  }

  /**
   * What both splits are read with.
   *
   * @param train the table with the training samples
   * @param training their lowest and highest values, where columns are scaled
   * @param scale what numbers stand for
   */
  private record Loading(
      CsvOutline train,
      Optional<ColumnScale.Measured> training,
      ClassLabels classes,
      InputScale scale) {
    static Loading of(
        CsvOutline train,
        CsvOutline test,
        Optional<ColumnScale.Measured> training,
        SampleReading reading)
        throws BadFileException {
      Optional<String> kept = reading.network().columnScale();
      ClassLabels classes = ClassLabels.of(train.labels(), reading.network().classes());
      return new Loading(train, training, classes, train.scale(test, training, kept));
    }

    /** What the user should know of the files. */
    void tell(Optional<ColumnScale.Measured> test, Consumer<String> notice) {
      train.header().format().notice().ifPresent(notice);
      classes.notices().forEach(notice);
      columnScale()
          .ifPresent(
              columns -> {
                train.beyond(columns, "training rows", training.orElseThrow()).ifPresent(notice);
                train.beyond(columns, "test rows", test.orElseThrow()).ifPresent(notice);
              });
    }

    Optional<ColumnScale> columnScale() {
      return scale instanceof ColumnScale columns ? Optional.of(columns) : Optional.empty();
    }

    Split split(Table table) throws BadFileException {
      return table.features.split(
          classes.encode(table.outline.labels()), train.header().width(), scale);
    }

    Dataset dataset(String name, Split train, Split test) {
      return Dataset.of(name, shape(), classes.classNames(), train, test).withScale(columnScale());
    }

    List<Integer> shape() {
      return List.of(train.header().width());
    }
  }

  /** A file of this machine, in memory: one range of it. */
  private record Table(CsvOutline outline, Inputs features) {
    static Table read(String file, CsvFormat format, DatasetOptions options) throws IOException {
      CsvScan.Start start = CsvScan.Start.read(DataFiles.local(), file, format, options.reading());
      Inputs features = new Inputs(start.scaled());
      try (Progress.Work work =
          options.progress().start("Reading " + file, Files.size(Path.of(file)), Progress.BYTES)) {
        CsvScan scan =
            new CsvScan.Range(file, start, start.offset(), Long.MAX_VALUE)
                .scan(DataFiles.local().watched(work::step), (input, value) -> features.add(value));
        return new Table(CsvOutline.of(start, List.of(scan), false), features);
      }
    }

    /** Lowest and highest values of some rows, where columns are scaled. */
    Optional<ColumnScale.Measured> measured(int[] rows) {
      return outline.measured().map(all -> features.measured(rows, outline.header().width()));
    }
  }

  /**
   * The inputs of a table as they are read: bytes as long as all are integers 0 ... 255, and wider
   * numbers from the first other value on, exact ones where they will be scaled.
   */
  private static final class Inputs {
    private final boolean scaled;
    private byte[] bytes = new byte[1024];
    private float[] single;
    private double[] exact;
    private int size;

    Inputs(boolean scaled) {
      this.scaled = scaled;
    }

    void add(double value) {
      if (bytes != null && !InputScale.Usual.BYTES.fits(value)) {
        widen();
      }
      if (bytes != null) {
        bytes = size < bytes.length ? bytes : Arrays.copyOf(bytes, larger());
        bytes[size++] = (byte) (int) value;
      } else if (scaled) {
        exact = size < exact.length ? exact : Arrays.copyOf(exact, larger());
        exact[size++] = value;
      } else {
        single = size < single.length ? single : Arrays.copyOf(single, larger());
        single[size++] = (float) value;
      }
    }

    private void widen() {
      exact = scaled ? new double[larger()] : null;
      single = scaled ? null : new float[larger()];
      for (int i = 0; i < size; i++) {
        if (scaled) {
          exact[i] = get(i);
        } else {
          single[i] = (float) get(i);
        }
      }
      bytes = null;
    }

    private int larger() {
      return Math.max(1024, Math.addExact(size, size / 2));
    }

    private double get(int index) {
      if (bytes != null) {
        return bytes[index] & 0xff;
      }
      return scaled ? exact[index] : single[index];
    }

    ColumnScale.Measured measured(int[] rows, int width) {
      ColumnScale.Measured measured = new ColumnScale.Measured(width);
      for (int row : rows) {
        for (int i = 0; i < width; i++) {
          measured.add(i, get(row * width + i));
        }
      }
      return measured;
    }

    /** The values as samples of {@code width} inputs. */
    Split split(byte[] labels, int width, InputScale scale) {
      if (scale == InputScale.Usual.BYTES) {
        return Split.ofBytes(Arrays.copyOf(bytes, size), labels, width);
      }
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = scale.of(i % width, get(i));
      }
      return Split.ofFloats(values, labels, width);
    }
  }

  /** Looks through the ranges of a file, wherever there is time for it. */
  public interface Scanner {
    /** What was found, in the order of the ranges. */
    List<CsvScan> scan(List<CsvScan.Range> ranges) throws IOException;
  }

  /**
   * Looks through {@code train.csv} and {@code test.csv}.
   *
   * @param reading how
   * @param tolerant whether test rows that are wrong by themselves are left to who reads them later
   * @param bytes of a range
   * @throws IOException if a file is missing or damaged, or the two do not fit together
   */
  public static StoredData open(
      DataFiles files,
      String folder,
      SampleReading reading,
      boolean tolerant,
      long bytes,
      Scanner scanner)
      throws IOException {
    List<DataFiles.Entry> found = new ArrayList<>();
    for (String name : List.of("train.csv", "test.csv")) {
      String path = files.resolve(folder, name);
      DataFiles.Entry file =
          files
              .find(path)
              .orElseThrow(
                  () ->
                      new FileNotFoundException(
                          path + ": no such file; train.csv and test.csv are needed"));
      BadFileException.when(!file.file(), "%s: is no regular file", path);
      found.add(file);
    }
    CsvFormat format =
        CsvFormat.of(files, found.stream().map(DataFiles.Entry::path).toList(), reading);
    List<StoredTable> tables = new ArrayList<>();
    for (DataFiles.Entry file : found) {
      CsvScan.Start start = CsvScan.Start.read(files, file.path(), format, reading);
      List<CsvScan> scans = scanner.scan(CsvScan.Range.of(file.path(), start, file.size(), bytes));
      boolean lenient = tolerant && !tables.isEmpty();
      tables.add(new StoredTable(file, CsvOutline.of(start, scans, lenient)));
    }
    CsvOutline train = tables.get(0).outline;
    CsvOutline test = tables.get(1).outline;
    Loading loading = Loading.of(train, test, train.measured(), reading);
    List<String> notices = new ArrayList<>();
    loading.tell(test.measured(), notices::add);
    return new StoredData(
        loading.shape(),
        loading.classes().classNames(),
        tables.get(0).part(loading),
        tables.get(1).part(loading),
        loading.columnScale(),
        notices);
  }

  /** A file that stays where it is. */
  private record StoredTable(DataFiles.Entry file, CsvOutline outline) {
    StoredData.Part part(Loading loading) throws BadFileException {
      return new StoredData.Part(
          new CsvInputs(file.path(), outline.header(), loading.scale(), outline.marks()),
          loading.scale() == InputScale.Usual.BYTES,
          loading.classes().encode(outline.labels()),
          Text.of(
              "%s %s %s",
              DataFiles.Entry.identity(List.of(file)), outline.header(), loading.scale()));
    }
  }
}
