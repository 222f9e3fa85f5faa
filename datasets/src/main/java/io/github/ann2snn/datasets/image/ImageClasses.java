package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.DatasetException;
import java.util.List;

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
   * @throws DatasetException if they are fewer than two or more than 256
   */
  public static ImageClasses of(String folder, List<String> folders) throws DatasetException {
    List<String> names = folders.stream().filter(name -> !name.startsWith(".")).sorted().toList();
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new DatasetException(
          "%s: %d class folders (%s); allowed: 2 ... %d, each holding the images of its class"
              .formatted(folder, names.size(), String.join(", ", names), MOST_CLASSES));
    }
    return new ImageClasses(folder, names);
  }

  /**
   * Compares the classes of the test images with these, those of the training images.
   *
   * @throws DatasetException if they differ
   */
  public void requireSame(ImageClasses test) throws DatasetException {
    if (!test.names.equals(names)) {
      throw new DatasetException(
          "%s: the class folders %s are not those of %s: %s"
              .formatted(test.folder, test.names, folder, names));
    }
  }

  /** The error of a class without images. */
  public static DatasetException noImages(String folder) {
    return new DatasetException(
        "%s: no images; allowed: files ending in %s"
            .formatted(folder, String.join(", ", GreyImages.FORMATS)));
  }
}
