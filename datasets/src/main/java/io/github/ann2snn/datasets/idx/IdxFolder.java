package io.github.ann2snn.datasets.idx;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A folder with the four IDX files of a data set, named as MNIST names them. */
public final class IdxFolder {
  /** Training images, training labels, test images, test labels; each may end in {@code .gz}. */
  public static final List<String> FILE_NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  private IdxFolder() {}

  /** The file called {@code name} or {@code name.gz} in {@code folder}, the former if both are. */
  public static Optional<Path> find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path compressed = folder.resolve(name + ".gz");
    if (Files.isRegularFile(plain)) {
      return Optional.of(plain);
    }
    return Files.isRegularFile(compressed) ? Optional.of(compressed) : Optional.empty();
  }

  /** Those of {@link #FILE_NAMES} that {@code folder} lacks. */
  public static List<String> missing(Path folder) {
    return FILE_NAMES.stream().filter(name -> find(folder, name).isEmpty()).toList();
  }

  /**
   * Reads the data set; the classes are 0 to the largest label.
   *
   * @throws BadFileException if a file is missing or damaged, or the files do not fit together
   */
  public static Dataset load(String name, Path folder) throws BadFileException {
    List<IdxFile> files = readAll(folder);
    int largest = 0;
    for (byte label : files.get(1).values()) {
      largest = Math.max(largest, label & 0xff);
    }
    if (largest == 0) {
      throw new BadFileException(
          files.get(1).file() + ": every label is 0; at least two classes are needed");
    }
    List<String> classes = IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    return assemble(name, classes, files);
  }

  /**
   * Reads a data set whose classes are known.
   *
   * @throws BadFileException if a file is missing or damaged, the files do not fit together, or a
   *     label is not one of the classes
   */
  public static Dataset load(String name, Path folder, List<String> classNames)
      throws BadFileException {
    return assemble(name, classNames, readAll(folder));
  }

  private static List<IdxFile> readAll(Path folder) throws BadFileException {
    if (!Files.isDirectory(folder)) {
      throw new BadFileException(folder + ": no such folder");
    }
    List<String> missing = missing(folder);
    if (!missing.isEmpty()) {
      throw new BadFileException(
          Text.of(
              "%s: %s not found; four files are needed: %s, each may end in .gz",
              folder, String.join(", ", missing), String.join(", ", FILE_NAMES)));
    }
    List<IdxFile> files = new ArrayList<>();
    for (String name : FILE_NAMES) {
      files.add(IdxFile.read(find(folder, name).orElseThrow(), name.contains("idx3") ? 3 : 1));
    }
    return files;
  }

  private static Dataset assemble(String name, List<String> classNames, List<IdxFile> files)
      throws BadFileException {
    IdxFile train = files.get(0);
    IdxFile test = files.get(2);
    int height = train.dimensions()[1];
    int width = train.dimensions()[2];
    if (test.dimensions()[1] != height || test.dimensions()[2] != width) {
      throw new BadFileException(
          Text.of(
              "%s: test images are %d x %d, but the training images in %s are %d x %d",
              test.file(),
              test.dimensions()[1],
              test.dimensions()[2],
              train.file(),
              height,
              width));
    }
    return Dataset.of(
        name,
        List.of(1, height, width),
        classNames,
        split(train, files.get(1), classNames.size()),
        split(test, files.get(3), classNames.size()));
  }

  private static Split split(IdxFile images, IdxFile labels, int classes) throws BadFileException {
    if (images.dimensions()[0] != labels.dimensions()[0]) {
      throw new BadFileException(
          Text.of(
              "%s: %d labels for the %d images in %s",
              labels.file(), labels.dimensions()[0], images.dimensions()[0], images.file()));
    }
    byte[] values = labels.values();
    for (int i = 0; i < values.length; i++) {
      if ((values[i] & 0xff) >= classes) {
        throw new BadFileException(
            Text.of(
                "%s: label %d of sample %d at offset %d is out of range; allowed: 0 ... %d",
                labels.file(), values[i] & 0xff, i, 8 + i, classes - 1));
      }
    }
    return Split.ofBytes(images.values(), values, images.values().length / values.length);
  }
}
