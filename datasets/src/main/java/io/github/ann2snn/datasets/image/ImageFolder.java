package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.HeldOut;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
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
public final class ImageFolder {
  private final DatasetOptions options;

  public ImageFolder(DatasetOptions options) {
    this.options = options;
  }

  /**
   * Reads {@code DIR/class/file}, of which a part becomes the test split, or {@code
   * DIR/train/class/file} and {@code DIR/test/class/file}. The classes are the sorted names of the
   * folders; the images become grey.
   *
   * @throws BadFileException if there are no or too few classes, a class has no images, an image
   *     cannot be read, or the images differ in size
   */
  public Dataset load(String name, Path folder) throws BadFileException {
    if (!Files.isDirectory(folder)) {
      throw new BadFileException(folder + ": no such folder");
    }
    GreyImages images = new GreyImages();
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      ImageClasses classes = classes(train);
      Split trainSplit = read(train, classes.names(), images);
      classes.requireSame(classes(test));
      Split testSplit = read(test, classes.names(), images);
      return Dataset.of(name, images.shape(), classes.names(), trainSplit, testSplit);
    }
    List<String> classes = classes(folder).names();
    HeldOut parts = HeldOut.of(name, read(folder, classes, images), options);
    return Dataset.of(name, images.shape(), classes, parts.train(), parts.test());
  }

  private static ImageClasses classes(Path folder) throws BadFileException {
    try (Stream<Path> children = Files.list(folder)) {
      return ImageClasses.of(
          folder.toString(),
          children
              .filter(Files::isDirectory)
              .map(child -> child.getFileName().toString())
              .toList());
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) {
      throw new BadFileException(folder + ": cannot be read: " + e, e);
    }
  }

  private static Split read(Path folder, List<String> classes, GreyImages images)
      throws BadFileException {
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

  private static List<Path> list(Path folder) throws BadFileException {
    URI[] locations =
        new FileSplit(folder.toFile(), GreyImages.FORMATS.toArray(new String[0]), false)
            .locations();
    if (locations.length == 0) {
      throw ImageClasses.noImages(folder.toString());
    }
    return Stream.of(locations)
        .map(location -> new File(location.getPath()).toPath()) // umlauts are not escaped in it
        .sorted(Comparator.comparing(Path::toString))
        .toList();
  }

  /**
   * The folders of images that are the classes of a data set.
   *
   * @param folder that holds them, for messages
   * @param names their names, sorted
   */
  public record ImageClasses(String folder, List<String> names) {
    private static final int MOST_CLASSES = 256;

    public ImageClasses {
      names = List.copyOf(names);
    }

    /**
     * Works out the classes.
     *
     * @param folders the names of all folders that {@code folder} holds
     * @throws BadFileException if they are fewer than two or more than 256
     */
    public static ImageClasses of(String folder, List<String> folders) throws BadFileException {
      List<String> names = folders.stream().filter(name -> !name.startsWith(".")).sorted().toList();
      if (names.size() < 2 || names.size() > MOST_CLASSES) {
        throw new BadFileException(
            Text.of(
                "%s: %d class folders (%s); allowed: 2 ... %d, each holding the images of its class",
                folder, names.size(), String.join(", ", names), MOST_CLASSES));
      }
      return new ImageClasses(folder, names);
    }

    /**
     * Compares the classes of the test images with these, those of the training images.
     *
     * @throws BadFileException if they differ
     */
    public void requireSame(ImageClasses test) throws BadFileException {
      if (!test.names.equals(names)) {
        throw new BadFileException(
            Text.of(
                "%s: the class folders %s are not those of %s: %s",
                test.folder, test.names, folder, names));
      }
    }

    /** The error of a class without images. */
    public static BadFileException noImages(String folder) {
      return new BadFileException(
          Text.of(
              "%s: no images; allowed: files ending in %s",
              folder, String.join(", ", GreyImages.FORMATS)));
    }
  }
}
