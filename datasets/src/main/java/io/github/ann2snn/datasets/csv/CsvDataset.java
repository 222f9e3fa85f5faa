package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    if (Files.isDirectory(path)) {
      Table train = Table.read(path.resolve("train.csv"), options.labelColumn());
      Table test = Table.read(path.resolve("test.csv"), options.labelColumn());
      boolean bytes = train.outline.areBytesWith(test.outline);
      ClassLabels classes = ClassLabels.of(train.outline.labels());
      return train.dataset(name, classes, train.split(classes, bytes), test.split(classes, bytes));
    }
    Table table = Table.read(path, options.labelColumn());
    ClassLabels classes = ClassLabels.of(table.outline.labels());
    DatasetOptions.HeldOut parts =
        options.holdOut(name, table.split(classes, table.outline.bytes()));
    return table.dataset(name, classes, parts.train(), parts.test());
  }

  /** A file of this machine, in memory: one range of it. */
  private record Table(CsvOutline outline, Inputs features) {
    static Table read(Path path, Optional<String> labelColumn) throws IOException {
      String file = path.toString();
      BadFileException.when(!Files.isRegularFile(path), "%s: no such file", file);
      CsvScan.Start start = CsvScan.Start.read(DataFiles.local(), file, labelColumn);
      Inputs features = new Inputs();
      CsvScan scan =
          new CsvScan.Range(file, start, start.offset(), Long.MAX_VALUE)
              .scan(DataFiles.local(), features::add);
      return new Table(CsvOutline.of(start, List.of(scan), false), features);
    }

    Split split(ClassLabels classes, boolean bytes) throws BadFileException {
      return features.split(classes.encode(outline.labels()), outline.header().width(), bytes);
    }

    Dataset dataset(String name, ClassLabels classes, Split train, Split test) {
      List<Integer> shape = List.of(outline.header().width());
      return Dataset.of(name, shape, classes.classNames(), train, test);
    }
  }

  /**
   * The inputs of a table as they are read: bytes as long as all are integers 0 ... 255, and floats
   * from the first other value on.
   */
  private static final class Inputs {
    private byte[] bytes = new byte[1024];
    private float[] floats;
    private int size;

    /** Adds a value, which is an integer 0 ... 255 or in [0, 1]. */
    void add(double value) {
      if (floats == null && value != (int) value) {
        floats = toFloats(larger());
        bytes = null;
      }
      if (floats == null) {
        bytes = size < bytes.length ? bytes : Arrays.copyOf(bytes, larger());
        bytes[size++] = (byte) (int) value;
      } else {
        floats = size < floats.length ? floats : Arrays.copyOf(floats, larger());
        floats[size++] = (float) value;
      }
    }

    private int larger() {
      return Math.max(1024, Math.addExact(size, size / 2));
    }

    /** The values as samples of {@code width} inputs, as bytes or as they are. */
    Split split(byte[] labels, int width, boolean asBytes) {
      if (asBytes) {
        return Split.ofBytes(Arrays.copyOf(bytes, size), labels, width);
      }
      float[] values = floats == null ? toFloats(size) : Arrays.copyOf(floats, size);
      return Split.ofFloats(values, labels, width);
    }

    private float[] toFloats(int length) {
      float[] converted = new float[length];
      for (int i = 0; i < size; i++) {
        converted[i] = bytes[i] & 0xff;
      }
      return converted;
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
   * @param labelColumn the label column the user asked for
   * @param tolerant whether test rows that are wrong by themselves are left to who reads them later
   * @param bytes of a range
   * @throws IOException if a file is missing or damaged, or the two do not fit together
   */
  public static StoredData open(
      DataFiles files,
      String folder,
      Optional<String> labelColumn,
      boolean tolerant,
      long bytes,
      Scanner scanner)
      throws IOException {
    List<StoredTable> tables = new ArrayList<>();
    for (String name : List.of("train.csv", "test.csv")) {
      String path = files.resolve(folder, name);
      DataFiles.Entry file =
          files
              .find(path)
              .orElseThrow(
                  () ->
                      new FileNotFoundException(
                          path + ": no such file; train.csv and test.csv are needed"));
      CsvScan.Start start = CsvScan.Start.read(files, file.path(), labelColumn);
      List<CsvScan> scans = scanner.scan(CsvScan.Range.of(file.path(), start, file.size(), bytes));
      boolean lenient = tolerant && !tables.isEmpty();
      tables.add(new StoredTable(file, CsvOutline.of(start, scans, lenient)));
    }
    CsvOutline train = tables.get(0).outline;
    boolean asBytes = train.areBytesWith(tables.get(1).outline);
    ClassLabels classes = ClassLabels.of(train.labels());
    return new StoredData(
        List.of(train.header().width()),
        classes.classNames(),
        tables.get(0).part(asBytes, classes),
        tables.get(1).part(asBytes, classes));
  }

  /** A file that stays where it is. */
  private record StoredTable(DataFiles.Entry file, CsvOutline outline) {
    StoredData.Part part(boolean bytes, ClassLabels classes) throws BadFileException {
      return new StoredData.Part(
          new CsvInputs(file.path(), outline.header(), bytes, outline.marks()),
          bytes,
          classes.encode(outline.labels()),
          Text.of("%s %s", DataFiles.Entry.identity(List.of(file)), outline.header()));
    }
  }
}
