package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.image.GreyImages;
import io.github.ann2snn.datasets.image.ImageFolder.ImageClasses;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Folders {@code train} and {@code test} with a folder of images for each class. The driver lists
 * them and reads the first image; tasks read the others.
 *
 * @param spark runs the tasks
 */
public record ImageFormat(JavaSparkContext spark) implements StoredFormat {
  /** The images of a split, those of each class in the order of their names. */
  private record Half(ImageClasses classes, List<StoredFile> files, byte[] labels) {}

  @Override
  public StoredSplits open(StoredLocation location) throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    requireSplits(location.folder(), StoredFile.list(location.folder(), hadoop));
    DriverJars.IMAGES.give(spark);
    Half train = half(location.folder() + "/train", hadoop);
    Half test = half(location.folder() + "/test", hadoop);
    train.classes().requireSame(test.classes());
    GreyImages images = new GreyImages();
    String first = train.files().get(0).url();
    images.decode(first, ImageRows.content(first, hadoop));
    return new StoredSplits(
        images.shape(),
        train.classes().names(),
        split(train, first, images.shape()),
        split(test, first, images.shape()));
  }

  private static void requireSplits(String folder, List<StoredFile> children)
      throws BadFileException {
    List<String> folders =
        children.stream().filter(StoredFile::folder).map(StoredFile::name).toList();
    if (!folders.containsAll(List.of("train", "test"))) {
      throw new BadFileException(
          Text.of(
              "%s: no folders train and test, and executors do not hold out a random share; make both, each with the folders of the classes; or leave out the scheme, then this machine reads the images and sends them",
              folder));
    }
  }

  private static Half half(String folder, Configuration hadoop) throws IOException {
    List<String> folders =
        StoredFile.list(folder, hadoop).stream()
            .filter(StoredFile::folder)
            .map(StoredFile::name)
            .toList();
    ImageClasses classes = ImageClasses.of(folder, folders);
    List<StoredFile> files = new ArrayList<>();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (String name : classes.names()) {
      List<StoredFile> images =
          StoredFile.list(folder + "/" + name, hadoop).stream()
              .filter(file -> !file.folder() && GreyImages.isImage(file.name()))
              .toList();
      if (images.isEmpty()) {
        throw ImageClasses.noImages(folder + "/" + name);
      }
      images.forEach(image -> labels.write(classes.names().indexOf(name)));
      files.addAll(images);
    }
    return new Half(classes, files, labels.toByteArray());
  }

  private StoredSplit split(Half half, String first, List<Integer> shape) {
    int height = shape.get(1);
    int width = shape.get(2);
    List<String> urls = half.files().stream().map(StoredFile::url).toList();
    return new StoredSplit(
        new ImageRows(urls, 0, first, height, width),
        height * width,
        true,
        half.labels(),
        StoredFile.identity(half.files()),
        spark.hadoopConfiguration());
  }
}
