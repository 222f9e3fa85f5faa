package io.github.ann2snn.datasets.cifar;

import io.github.ann2snn.datasets.idx.IdxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the content of small files of CIFAR-10 and CIFAR-100. */
public final class CifarBytes {
  private CifarBytes() {}

  /** Records with the labels given; every pixel of record i is {@code value + i}. */
  public static byte[] ten(int value, int... labels) {
    byte[] bytes = new byte[labels.length * 3073];
    for (int i = 0; i < labels.length; i++) {
      java.util.Arrays.fill(bytes, i * 3073, (i + 1) * 3073, (byte) (value + i));
      bytes[i * 3073] = (byte) labels[i];
    }
    return bytes;
  }

  /** Likewise, with a coarse label before each. */
  static byte[] hundred(int coarse, int... labels) {
    byte[] bytes = new byte[labels.length * 3074];
    for (int i = 0; i < labels.length; i++) {
      bytes[i * 3074] = (byte) coarse;
      bytes[i * 3074 + 1] = (byte) labels[i];
      bytes[i * 3074 + 2] = (byte) 255;
    }
    return bytes;
  }

  /** Two training files, the second compressed, and two test samples, and returns the folder. */
  static Path writeTen(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("data_batch_2.bin"), ten(10, 3, 9));
    Files.write(folder.resolve("data_batch_10.bin.gz"), IdxBytes.gzip(ten(20, 0, 1, 2)));
    Files.write(folder.resolve("test_batch.bin"), ten(100, 7, 8));
    return folder;
  }
}
