package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.RowSource;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.StoredData;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders of images, one per class; the images become grey. */
public final class ImageFolder {
  private static final int MOST_CLASSES = 256;

  private ImageFolder() {}

  /**
   * Reads {@code DIR/class/file}, of which a part becomes the test split, or {@code
   * DIR/train/class/file} and {@code DIR/test/class/file}. The classes are the sorted names of the
   * folders.
   *
   * @throws BadFileException if there are no or too few classes, a class has no images, an image
   *     cannot be read, or the images differ in size
   */
  public static Dataset load(String name, Path folder, DatasetOptions options) throws IOException {
    BadFileException.when(!Files.isDirectory(folder), "%s: no such folder", folder);
    GreyImages images = new GreyImages();
    if (hasSplits(DataFiles.local(), folder.toString())) {
      Labelled train = labelled(DataFiles.local(), folder.resolve("train").toString());
      Labelled test = labelled(DataFiles.local(), folder.resolve("test").toString());
      train.requireSameClasses(test);
      Split trainSplit = train.read(images);
      Split testSplit = test.read(images);
      return Dataset.of(name, images.shape(), train.classes, trainSplit, testSplit);
    }
    Labelled all = labelled(DataFiles.local(), folder.toString());
    DatasetOptions.HeldOut parts = options.holdOut(name, all.read(images));
    return Dataset.of(name, images.shape(), all.classes, parts.train(), parts.test());
  }

  /**
   * Lists {@code DIR/train/class/file} and {@code DIR/test/class/file}, and reads the first image,
   * whose size all must have.
   *
   * @throws IOException if that fails, the classes of the two differ, or one has no images
   */
  public static StoredData open(DataFiles files, String folder) throws IOException {
    Labelled train = labelled(files, files.resolve(folder, "train"));
    Labelled test = labelled(files, files.resolve(folder, "test"));
    train.requireSameClasses(test);
    GreyImages images = new GreyImages();
    images.read(files, train.paths().get(0));
    return new StoredData(
        images.shape(),
        train.classes,
        train.stored(train, images.shape()),
        test.stored(train, images.shape()));
  }

  /** Whether a folder holds folders {@code train} and {@code test}. */
  public static boolean hasSplits(DataFiles files, String folder) throws IOException {
    return folders(files, folder).containsAll(List.of("train", "test"));
  }

  private static List<String> folders(DataFiles files, String folder) throws IOException {
    return files.list(folder).stream()
        .filter(DataFiles.Entry::folder)
        .map(DataFiles.Entry::name)
        .toList();
  }

  private static Labelled labelled(DataFiles files, String folder) throws IOException {
    List<String> classes =
        folders(files, folder).stream().filter(name -> !name.startsWith(".")).toList();
    if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
      throw BadFileException.of(
          "%s: %d class folders (%s); allowed: 2 ... %d, each holding the images of its class",
          folder, classes.size(), String.join(", ", classes), MOST_CLASSES);
    }
    List<DataFiles.Entry> images = new ArrayList<>();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (int label = 0; label < classes.size(); label++) {
      int before = images.size();
      String ofClass = files.resolve(folder, classes.get(label));
      for (DataFiles.Entry file : files.list(ofClass)) {
        if (!file.folder() && GreyImages.isImage(file.name())) {
          images.add(file);
          labels.write(label);
        }
      }
      if (images.size() == before) {
        throw BadFileException.of(
            "%s: no images; allowed: files ending in %s",
            ofClass, String.join(", ", GreyImages.FORMATS));
      }
    }
    return new Labelled(folder, classes, images, labels.toByteArray());
  }

  /**
   * The images of a split, those of each class in the order of their names.
   *
   * @param classes the names of the folders that hold them, sorted
   */
  private record Labelled(
      String folder, List<String> classes, List<DataFiles.Entry> images, byte[] labels) {
    List<String> paths() {
      return images.stream().map(DataFiles.Entry::path).toList();
    }

    void requireSameClasses(Labelled test) throws BadFileException {
      if (!test.classes.equals(classes)) {
        throw BadFileException.of(
            "%s: the class folders %s are not those of %s: %s",
            test.folder, test.classes, folder, classes);
      }
    }

    Split read(GreyImages decoder) throws IOException {
      byte[] pixels = decoder.read(DataFiles.local(), paths());
      return Split.ofBytes(pixels, labels, pixels.length / labels.length);
    }

    StoredData.Part stored(Labelled train, List<Integer> shape) {
      ImageRows rows = new ImageRows(paths(), 0, train.paths().get(0), shape.get(1), shape.get(2));
      return new StoredData.Part(rows, true, labels, DataFiles.Entry.identity(images));
    }
  }

  /**
   * Images, a file each.
   *
   * @param paths where they are
   * @param first row of the first
   * @param sizedBy the image whose size all must have
   * @param height its height in pixels
   * @param width its width in pixels
   */
  private record ImageRows(List<String> paths, int first, String sizedBy, int height, int width)
      implements RowSource {
    /** Files that are not found are told before any is evaluated. */
    @Override
    public OpenRows open(DataFiles files) throws IOException {
      files.open(paths.get(0), 0).close();
      GreyImages images = new GreyImages(sizedBy, height, width);
      return (row, values) ->
          RowSource.ofBytes(images.read(files, paths.get(row - first)), 0, values);
    }

    @Override
    public RowSource slice(int from, int to) {
      List<String> some = List.copyOf(paths.subList(from - first, to - first));
      return new ImageRows(some, from, sizedBy, height, width);
    }
  }
}
