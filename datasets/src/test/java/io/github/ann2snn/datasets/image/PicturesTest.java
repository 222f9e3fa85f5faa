package io.github.ann2snn.datasets.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures that a test draws. */
abstract class PicturesTest {
  @TempDir Path root;
  final List<String> notices = new ArrayList<>();

  Dataset load() throws BadFileException {
    return load(SampleReading.USUAL);
  }

  Dataset load(SampleReading reading) throws BadFileException {
    return new DatasetLoader(new DatasetOptions(42, 0.5, reading, notices::add))
        .load("images:" + root);
  }

  Path write(String name, BufferedImage image) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format, file.toFile()));
    return file;
  }

  /** Pixels that count up from {@code first}, row by row. */
  static BufferedImage grey(int width, int height, int first) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, (first + i) & 0xff);
    }
    return image;
  }

  static BufferedImage colour(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
