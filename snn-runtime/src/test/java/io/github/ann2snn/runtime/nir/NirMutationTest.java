package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged file is either still a network or refused: nothing else escapes, and nothing hangs. A
 * few here; {@code cli} tries thousands, of all kinds.
 */
class NirMutationTest {
  private static final List<String> EDGES =
      List.of(
          "input>conv",
          "conv>if_0",
          "if_0>path",
          "path>scale",
          "scale>if_2",
          "if_0>if_2",
          "if_2>pool",
          "if_0>max",
          "pool>flatten",
          "max>flatten",
          "flatten>affine_1",
          "affine_1>if_1",
          "if_1>output");

  /** Of the nodes. */
  private static final List<String> NAMES =
      EDGES.stream().flatMap(edge -> Stream.of(edge.split(">", 2))).distinct().toList();

  private static byte[] ours;
  private static byte[] foreign;
  private static byte[] branched;

  @TempDir Path folder;

  @BeforeAll
  static void readOriginals(@TempDir Path shared) throws IOException {
    Path file = shared.resolve("ours.nir");
    NirWriter.write(Networks.small(3), file);
    ours = Files.readAllBytes(file);
    NirWriter.write(GoldenNetworks.optionA(), file);
    branched = Files.readAllBytes(file);
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

  /** Checksums guard the structure of this file, so that weights and neurons change. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ourGraph(int seed) throws IOException {
    readMutated(branched, seed);
  }

  /**
   * The nodes of a network with branches, and edges between any of them: what is read can be
   * written, which reads it back.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("graphSeeds")
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void edgesBetweenAny(int seed) throws IOException {
    Random random = new Random(seed);
    List<String> edges = new ArrayList<>(EDGES);
    for (int i = random.nextInt(4); i > 0; i--) {
      String edge =
          NAMES.get(random.nextInt(NAMES.size())) + ">" + NAMES.get(random.nextInt(NAMES.size()));
      edges.set(random.nextInt(edges.size()), edge);
    }
    GraphFile graph = branches(edges).with("scale/scale", new float[] {random.nextInt(2)});
    if (random.nextInt(4) == 0) {
      graph.node("path", "Conv1d").with("path/padding", random.nextInt(2));
    }
    if (random.nextInt(4) == 0) {
      graph
          .with("path/metadata/paths", new long[] {random.nextInt(-1, 3), random.nextInt(-1, 3)})
          .with("path/metadata/places", new long[] {random.nextInt(-1, 2), 1, 0, 1});
    }
    Path file = graph.writeTo(folder.resolve("graph.nir"));
    if (assertReads(file)) {
      NirWriter.write(NirReader.network(file), file);
    }
  }

  @Test
  void theGraphIsReadBeforeItsEdgesChange() throws IOException {
    assertTrue(assertReads(branches(EDGES).writeTo(folder.resolve("graph.nir"))));
  }

  private static GraphFile branches(List<String> edges) {
    return RefusedGraphs.neurons(RefusedGraphs.images(), "if_2")
        .node("path", "Conv2d")
        .with("path/weight", new float[][][][] {{{{1}}, {{0}}}, {{{0}}, {{2}}}})
        .with("path/bias", new float[2])
        .with("path/stride", 1L)
        .with("path/padding", 0L)
        .with("path/dilation", 1L)
        .with("path/groups", 1L)
        .node("scale", "Scale")
        .with("scale/scale", new float[] {1})
        .node("max", "MaxPool2d")
        .with("max/kernel_size", new long[] {2, 2})
        .with("max/stride", new long[] {1, 2})
        .with("max/padding", new long[] {0, 0})
        .edges(edges.toArray(String[]::new));
  }

  static IntStream graphSeeds() {
    return IntStream.range(0, 100);
  }

  private void readMutated(byte[] original, int seed) throws IOException {
    Path file = folder.resolve("mutated.nir");
    Files.write(file, mutated(original, new Random(seed)));
    assertReads(file);
  }

  /** Whether it is a network. */
  private static boolean assertReads(Path file) throws IOException {
    try {
      assertNotNull(NirReader.read(file).network());
      return true;
    } catch (BadFileException e) {
      assertNotNull(e.getMessage());
      return false;
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
