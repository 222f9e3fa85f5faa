package io.github.ann2snn.datasets.idx;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder with the four IDX files of a data set, named as MNIST names them. */
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

  /** The file called {@code name} or {@code name.gz} in {@code folder}, the former if both are. */
  public static Optional<Path> find(Path folder, String name) {
    return Stream.of(name, name + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Those of {@link #FILE_NAMES} that {@code folder} lacks. */
  public static List<String> missing(Path folder) {
    return FILE_NAMES.stream().filter(name -> find(folder, name).isEmpty()).toList();
  }

  /**
   * Reads a data set.
   *
   * @param known its classes; empty: 0 to the largest label of the training samples
   * @throws BadFileException if a file is missing or damaged, the files do not fit together, or a
   *     label is not one of the classes
   */
  public static Dataset load(String name, Path folder, List<String> known) throws IOException {
    BadFileException.when(!Files.isDirectory(folder), "%s: no such folder", folder);
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw BadFileException.of(
          "%s: %s not found; four files are needed: %s, each may end in .gz",
          folder, String.join(", ", missing), String.join(", ", FILE_NAMES));
    }
    try (Half train = half(DataFiles.local(), folder.toString(), TRAIN);
        Half test = half(DataFiles.local(), folder.toString(), TEST)) {
      List<String> classes = known.isEmpty() ? train.classes() : known;
      train.requireFit(test, classes.size());
      return Dataset.of(name, train.shape(), classes, train.split(), test.split());
    }
  }

  /**
   * Reads what is in the files but for the images; the classes are 0 to the largest label of the
   * training samples.
   *
   * @throws IOException if a file is missing or damaged, or the files do not fit together
   */
  public static StoredData open(DataFiles files, String folder) throws IOException {
    try (Half train = half(files, folder, TRAIN);
        Half test = half(files, folder, TEST)) {
      List<String> classes = train.classes();
      train.requireFit(test, classes.size());
      return new StoredData(train.shape(), classes, train.stored(), test.stored());
    }
  }

  private static Half half(DataFiles files, String folder, int first) throws IOException {
    DataFiles.Entry images = find(files, folder, FILE_NAMES.get(first));
    try (IdxFile labels =
        IdxFile.open(files, find(files, folder, FILE_NAMES.get(first + 1)).path(), 1)) {
      byte[] values = labels.values();
      return new Half(images, IdxFile.open(files, images.path(), 3), labels.name(), values);
    }
  }

  private static DataFiles.Entry find(DataFiles files, String folder, String name)
      throws IOException {
    for (String candidate : List.of(name, name + ".gz")) {
      Optional<DataFiles.Entry> found = files.find(files.resolve(folder, candidate));
      if (found.isPresent() && !found.get().folder()) {
        return found.get();
      }
    }
    throw new FileNotFoundException(
        Text.of(
            "%s: %s not found; four files are needed, named as MNIST names them, each may end in .gz",
            folder, name));
  }

  /** The two files of a split. */
  private record Half(DataFiles.Entry file, IdxFile images, String labelFile, byte[] labels)
      implements AutoCloseable {
    List<Integer> shape() {
      return List.of(1, images.dimension(1), images.dimension(2));
    }

    List<String> classes() throws BadFileException {
      int largest = 0;
      for (byte label : labels) {
        largest = Math.max(largest, label & 0xff);
      }
      BadFileException.when(
          largest == 0, "%s: every label is 0; at least two classes are needed", labelFile);
      return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    }

    /** Checks these, the training samples, and those to test on. */
    void requireFit(Half test, int classes) throws BadFileException {
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

    private void requireLabels(int classes) throws BadFileException {
      if (images.dimension(0) != labels.length) {
        throw BadFileException.of(
            "%s: %d labels for the %d images in %s",
            labelFile, labels.length, images.dimension(0), images.name());
      }
      for (int i = 0; i < labels.length; i++) {
        if ((labels[i] & 0xff) >= classes) {
          throw BadFileException.of(
              "%s: label %d of sample %d at offset %d is out of range; allowed: 0 ... %d",
              labelFile, labels[i] & 0xff, i, 8 + i, classes - 1);
        }
      }
    }

    Split split() throws IOException {
      return Split.ofBytes(images.values(), labels, images.width());
    }

    StoredData.Part stored() throws BadFileException {
      images.width();
      String identity = DataFiles.Entry.identity(List.of(file));
      return new StoredData.Part(new Images(file.path()), true, labels, identity);
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
