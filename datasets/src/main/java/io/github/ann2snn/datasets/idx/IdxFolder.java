package io.github.ann2snn.datasets.idx;

import io.github.ann2snn.datasets.ClassNumbers;
import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A folder with the four IDX files of a data set, named about as MNIST names them. */
public final class IdxFolder {
  /** Training images, training labels, test images, test labels; each may end in {@code .gz}. */
  public static final List<String> FILE_NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  private static final int TRAIN = 0;
  private static final int TEST = 2;

  private IdxFolder() {}

  /**
   * The file called {@code name} in {@code folder}, or else spelled differently: with {@code .gz},
   * with points or underscores, with {@code test} for {@code t10k}, or with the name of the data
   * set before it, as in {@code emnist-letters-train-images-idx3-ubyte.gz}.
   */
  public static Optional<Path> find(Path folder, String name) {
    try {
      return find(DataFiles.local(), folder.toString(), name).map(found -> Path.of(found.path()));
    } catch (IOException e) {
      return Optional.empty(); // the folder cannot be read, or has several
    }
  }

  private static Optional<DataFiles.Entry> find(DataFiles files, String folder, String name)
      throws IOException {
    for (String exact : List.of(name, name + ".gz")) {
      Optional<DataFiles.Entry> found =
          files.find(files.resolve(folder, exact)).filter(DataFiles.Entry::file);
      if (found.isPresent()) {
        return found;
      }
    }
    if (files.find(folder).filter(DataFiles.Entry::folder).isEmpty()) {
      return Optional.empty();
    }
    List<DataFiles.Entry> found =
        files.list(folder).stream()
            .filter(file -> file.file() && !file.name().startsWith("."))
            .filter(file -> plain(file.name()).endsWith(name))
            .toList();
    List<String> spellings = found.stream().map(file -> plain(file.name())).distinct().toList();
    BadFileException.when(
        spellings.size() > 1,
        "%s: holds several data sets (%s); name a folder with one",
        folder,
        String.join(", ", found.stream().map(DataFiles.Entry::name).toList()));
    return found.stream().findFirst();
  }

  /** A file's name in the spelling of {@link #FILE_NAMES}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("\\.gz$", "")
        .replaceAll("[._]", "-")
        .replaceFirst("test-(?=images|labels)", "t10k-");
  }

  /** Those of {@link #FILE_NAMES} that {@code folder} lacks. */
  public static List<String> missing(Path folder) {
    return FILE_NAMES.stream().filter(name -> find(folder, name).isEmpty()).toList();
  }

  /**
   * Reads a data set. Of the training images, only the header is read before they are used.
   *
   * @param files of this machine
   * @param known its classes; empty: those of the training samples, see {@link ClassNumbers}
   * @param options the network that is to take the samples, and who hears of odd labels
   * @throws BadFileException if a file is missing or damaged, the files do not fit together, or a
   *     label is not one of the classes
   */
  public static Dataset load(
      String name, DataFiles files, Path folder, List<String> known, DatasetOptions options)
      throws IOException {
    BadFileException.when(!Files.isDirectory(folder), "%s: no such folder", folder);
    List<String> missing = new ArrayList<>();
    for (String each : FILE_NAMES) {
      if (find(files, folder.toString(), each).isEmpty()) {
        missing.add(each);
      }
    }
    if (!missing.isEmpty()) {
      throw notFound(folder, missing);
    }
    try (Half train = half(files, folder.toString(), TRAIN);
        Half test = half(files, folder.toString(), TEST)) {
      ClassNumbers numbers =
          known.isEmpty()
              ? train.classes(options.reading())
              : new ClassNumbers(0, known.size() - 1, List.of());
      train.requireFit(test, numbers);
      numbers.notice().ifPresent(notice -> options.notice().accept(name + ": " + notice));
      return Dataset.of(
          name,
          train.shape(),
          known.isEmpty() ? numbers.names() : known,
          train.later(files, numbers),
          test.split(test.images(), numbers));
    }
  }

  /**
   * Reads what is in the files but for the images.
   *
   * @param reading the network that is to take the samples
   * @throws IOException if a file is missing or damaged, or the files do not fit together
   */
  public static StoredData open(DataFiles files, String folder, SampleReading reading)
      throws IOException {
    try (Half train = half(files, folder, TRAIN);
        Half test = half(files, folder, TEST)) {
      ClassNumbers numbers = train.classes(reading);
      train.requireFit(test, numbers);
      return new StoredData(
          train.shape(),
          numbers.names(),
          train.stored(numbers),
          test.stored(numbers),
          Optional.empty(),
          numbers.notice().stream().toList());
    }
  }

  private static Half half(DataFiles files, String folder, int first) throws IOException {
    DataFiles.Entry images = required(files, folder, FILE_NAMES.get(first));
    try (IdxFile labels =
        IdxFile.open(files, required(files, folder, FILE_NAMES.get(first + 1)).path(), 1)) {
      byte[] values = labels.values();
      return new Half(images, IdxFile.open(files, images.path(), 3), labels.name(), values);
    }
  }

  private static DataFiles.Entry required(DataFiles files, String folder, String name)
      throws IOException {
    Optional<DataFiles.Entry> found = find(files, folder, name);
    return found.orElseThrow(() -> notFound(folder, List.of(name)));
  }

  private static BadFileException notFound(Object folder, List<String> missing) {
    return BadFileException.of(
        "%s: %s not found; four files are needed: %s, each may end in .gz",
        folder, String.join(", ", missing), String.join(", ", FILE_NAMES));
  }

  /** The two files of a split. */
  private record Half(DataFiles.Entry file, IdxFile images, String labelFile, byte[] labels)
      implements AutoCloseable {
    List<Integer> shape() {
      return List.of(1, images.dimension(1), images.dimension(2));
    }

    ClassNumbers classes(SampleReading reading) throws BadFileException {
      BitSet found = new BitSet();
      for (byte label : labels) {
        found.set(label & 0xff);
      }
      BadFileException.when(
          found.length() < 2, "%s: every label is 0; at least two classes are needed", labelFile);
      return ClassNumbers.of(found, reading.network().classes());
    }

    /** Checks these, the training samples, and those to test on. */
    void requireFit(Half test, ClassNumbers classes) throws BadFileException {
      List<Integer> ours = shape();
      List<Integer> theirs = test.shape();
      if (!theirs.equals(ours)) {
        throw BadFileException.of(
            "%s: test images are %d x %d, but the training images in %s are %d x %d",
            test.images.name(),
            theirs.get(1),
            theirs.get(2),
            images.name(),
            ours.get(1),
            ours.get(2));
      }
      requireLabels(classes);
      test.requireLabels(classes);
    }

    private void requireLabels(ClassNumbers classes) throws BadFileException {
      if (images.dimension(0) != labels.length) {
        throw BadFileException.of(
            "%s: %d labels for the %d images in %s",
            labelFile, labels.length, images.dimension(0), images.name());
      }
      for (int i = 0; i < labels.length; i++) {
        int label = labels[i] & 0xff;
        if (label < classes.first() || label > classes.last()) {
          throw BadFileException.of(
              "%s: label %d of sample %d at offset %d is out of range; allowed: %d ... %d",
              labelFile, label, i, 8 + i, classes.first(), classes.last());
        }
      }
    }

    Split split(IdxFile opened, ClassNumbers classes) throws IOException {
      return Split.ofBytes(opened.values(), indices(classes), images.width());
    }

    /** The same, read when it is used. */
    Split later(DataFiles files, ClassNumbers classes) throws BadFileException {
      return Split.later(
          labels.length,
          images.width(),
          () -> {
            try (IdxFile opened = IdxFile.open(files, file.path(), 3)) {
              return split(opened, classes);
            }
          });
    }

    private byte[] indices(ClassNumbers classes) {
      byte[] indices = labels.clone();
      for (int i = 0; i < indices.length; i++) {
        indices[i] -= (byte) classes.first();
      }
      return indices;
    }

    StoredData.Part stored(ClassNumbers classes) throws BadFileException {
      images.width();
      String identity = DataFiles.Entry.identity(List.of(file));
      return new StoredData.Part(new Images(file.path()), true, indices(classes), identity);
    }

    @Override
    public void close() throws IOException {
      images.close();
    }
  }

  /** The images of a file. */
  private record Images(String file) implements RowSource {
    @Override
    public OpenRows open(DataFiles files) throws IOException {
      return IdxFile.open(files, file, 3);
    }
  }
}
