package io.github.ann2snn.datasets;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.FileSplit;

/** Reads a folder that holds one folder of images per class. */
final class ImageFolder {
  private static final int MOST_CLASSES = 256;

  private final DatasetOptions options;

  ImageFolder(DatasetOptions options) {
    this.options = options;
  }

  /**
   * Reads {@code DIR/class/file}, of which a part becomes the test split, or {@code
   * DIR/train/class/file} and {@code DIR/test/class/file}. The classes are the sorted names of the
   * folders; the images become grey.
   *
   * @throws DatasetException if there are no or too few classes, a class has no images, an image
   *     cannot be read, or the images differ in size
   */
  Dataset load(String name, Path folder) throws DatasetException {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder + ": no such folder");
    }
    GreyImages images = new GreyImages();
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      List<String> classes = classes(train);
      Split trainSplit = read(train, classes, images);
      Split testSplit = read(test, requireSame(classes, train, test), images);
      return Dataset.of(name, images.shape(), classes, trainSplit, testSplit);
    }
    List<String> classes = classes(folder);
    HeldOut parts = HeldOut.of(name, read(folder, classes, images), options);
    return Dataset.of(name, images.shape(), classes, parts.train(), parts.test());
  }

  private static List<String> classes(Path folder) throws DatasetException {
    List<String> names;
    try (Stream<Path> children = Files.list(folder)) {
      names =
          children
              .filter(Files::isDirectory)
              .map(child -> child.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new DatasetException(folder + ": cannot be read: " + e, e);
    }
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new DatasetException(
          "%s: %d class folders (%s); allowed: 2 ... %d, each holding the images of its class"
              .formatted(folder, names.size(), String.join(", ", names), MOST_CLASSES));
    }
    return names;
  }

  private static List<String> requireSame(List<String> classes, Path train, Path test)
      throws DatasetException {
    List<String> found = classes(test);
    if (!found.equals(classes)) {
      throw new DatasetException(
          "%s: the class folders %s are not those of %s: %s"
              .formatted(test, found, train, classes));
    }
    return classes;
  }

  private static Split read(Path folder, List<String> classes, GreyImages images)
      throws DatasetException {
    ParentPathLabelGenerator labelOf = new ParentPathLabelGenerator();
    List<Path> files = new ArrayList<>();
    for (String name : classes) {
      files.addAll(list(folder.resolve(name)));
    }
    byte[] labels = new byte[files.size()];
    for (int i = 0; i < labels.length; i++) {
      String name = labelOf.getLabelForPath(files.get(i).toUri()).toString();
      labels[i] = (byte) classes.indexOf(name);
    }
    byte[] pixels = images.read(files);
    return Split.ofBytes(pixels, labels, pixels.length / labels.length);
  }

  private static List<Path> list(Path folder) throws DatasetException {
    URI[] locations =
        new FileSplit(folder.toFile(), GreyImages.FORMATS.toArray(new String[0]), false)
            .locations();
    if (locations.length == 0) {
      throw new DatasetException(
          "%s: no images; allowed: files ending in %s"
              .formatted(folder, String.join(", ", GreyImages.FORMATS)));
    }
    return Stream.of(locations)
        .map(location -> new File(location.getPath()).toPath()) // umlauts are not escaped in it
        .sorted(Comparator.comparing(Path::toString))
        .toList();
  }
}
