package io.github.ann2snn.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes samples as folders of PNG files. */
final class QuarterImages {
  private QuarterImages() {}

  /** The first {@code n} samples of both splits. */
  static Path write(Quarters quarters, Path folder, int n) throws IOException {
    for (String split : List.of("train", "test")) {
      List<QuarterSample> samples = quarters.samples(split).subList(0, n);
      for (int i = 0; i < n; i++) {
        Path file =
            folder.resolve("%s/%s/a %d%%20ü.png".formatted(split, samples.get(i).name(), i));
        Files.createDirectories(file.getParent());
        ImageIO.write(image(samples.get(i), 4, 4), "png", file.toFile());
      }
    }
    return folder;
  }

  /** A sample as an image, cut to a size. */
  static BufferedImage image(QuarterSample sample, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, sample.pixel(i));
    }
    return image;
  }
}
