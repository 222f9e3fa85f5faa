package io.github.ann2snn.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sample of {@link Quarters}, to be written in other formats.
 *
 * @param label class index
 * @param pixels 4 x 4
 */
public record QuarterSample(int label, byte[] pixels) {
  /** Texts that stand for the classes, in the order of their indices. */
  private static final List<String> NAMES = List.of("left", "right", "top-left", "top-right");

  /** All samples of the IDX files with a prefix. */
  static List<QuarterSample> all(Path folder, String prefix) throws IOException {
    byte[] images = Files.readAllBytes(folder.resolve(prefix + "-images-idx3-ubyte"));
    byte[] labels = Files.readAllBytes(folder.resolve(prefix + "-labels-idx1-ubyte"));
    List<QuarterSample> samples = new ArrayList<>();
    for (int i = 0; i < labels.length - 8; i++) {
      byte[] pixels = Arrays.copyOfRange(images, 16 + 16 * i, 32 + 16 * i);
      samples.add(new QuarterSample(labels[8 + i], pixels));
    }
    return samples;
  }

  String name() {
    return NAMES.get(label);
  }

  int pixel(int i) {
    return pixels[i] & 0xff;
  }

  /** A real number that is no 255th. */
  public float real(int i) {
    return pixel(i) / 256f;
  }
}
