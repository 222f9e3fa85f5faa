package io.github.ann2snn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Images of 4 x 4 pixels of which a quarter is bright, and a network that tells which.
 *
 * @param folder of four IDX files
 * @param model a model, as a zip
 * @param network it, converted, as a NIR file
 */
public record Quarters(Path folder, String model, String network) {
  static final int TEST_SAMPLES = 2_000;

  /** Makes both. */
  static Quarters make(Path where) throws IOException {
    Path folder = Files.createDirectories(where.resolve("quarters"));
    write(folder, "train", 600, 1);
    write(folder, "t10k", TEST_SAMPLES, 2);
    Path out = where.resolve("out");
    SparkCommandLine.Outcome made =
        SparkCommandLine.run(
            "run",
            "--dataset=idx:" + folder,
            "--architecture=16-12-4",
            "--epochs=1",
            "--timesteps=8",
            "--out=" + out);
    assertEquals(0, made.exitCode(), made.err());
    return new Quarters(
        folder, out.resolve("model.zip").toString(), out.resolve("network.nir").toString());
  }

  /** As a local user names it. */
  String here() {
    return "idx:" + folder;
  }

  /** As executors read it. */
  String stored() {
    return "idx:file://" + folder;
  }

  /** The samples of {@code train} or {@code test}. */
  List<QuarterSample> samples(String split) throws IOException {
    return QuarterSample.all(folder, split.equals("test") ? "t10k" : split);
  }

  static void write(Path folder, String prefix, int n, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream imageData = new DataOutputStream(images);
    DataOutputStream labelData = new DataOutputStream(labels);
    for (int number : new int[] {0x803, n, 4, 4}) {
      imageData.writeInt(number);
    }
    labelData.writeInt(0x801);
    labelData.writeInt(n);
    for (int i = 0; i < n; i++) {
      int label = random.nextInt(4);
      labelData.writeByte(label);
      for (int pixel = 0; pixel < 16; pixel++) {
        int quarter = pixel / 8 * 2 + pixel % 4 / 2;
        imageData.writeByte(random.nextInt(200) + (quarter == label ? 50 : 0));
      }
    }
    Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
