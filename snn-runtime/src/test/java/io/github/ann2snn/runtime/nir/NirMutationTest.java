package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged file is either still a network or refused: nothing else escapes, and nothing hangs. A
 * few here; {@code cli} tries thousands, of all kinds.
 */
class NirMutationTest {
  private static byte[] ours;
  private static byte[] foreign;

  @TempDir Path folder;

  @BeforeAll
  static void readOriginals(@TempDir Path shared) throws IOException {
    Path file = shared.resolve("ours.nir");
    NirWriter.write(Networks.small(3), file);
    ours = Files.readAllBytes(file);
    try (InputStream in = NirMutationTest.class.getResourceAsStream("foreign_types.nir")) {
      foreign = in.readAllBytes();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  /** Checksums guard most of this file. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ourFile(int seed) throws IOException {
    readMutated(ours, seed);
  }

  /** No checksum guards the older structures that h5py writes. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void foreignFile(int seed) throws IOException {
    readMutated(foreign, seed);
  }

  private void readMutated(byte[] original, int seed) throws IOException {
    Path file = folder.resolve("mutated.nir");
    Files.write(file, mutated(original, new Random(seed)));
    try {
      assertNotNull(NirReader.read(file).network());
    } catch (BadFileException e) {
      assertNotNull(e.getMessage());
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int flips = 1 << random.nextInt(6);
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }
}
