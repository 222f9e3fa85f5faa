package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that the writer of version 0.2 made of networks with branches: they stay readable, and the
 * same is written.
 */
class GoldenGraphsTest {
  @TempDir Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("residual", GoldenNetworks.residual()),
        Arguments.of("option_a", GoldenNetworks.optionA()),
        Arguments.of("dense_block", GoldenNetworks.denseBlock()),
        Arguments.of("series", GoldenNetworks.series()));
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        GoldenGraphsTest.class.getResourceAsStream("golden-0.2/" + name + ".nir")) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isStillTheNetwork(String name, SpikingNetwork network) throws IOException {
    assertEquals(network, NirReader.read(name, golden(name)).network());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isStillWritten(String name, SpikingNetwork network) throws IOException {
    Path file = folder.resolve(name + ".nir");
    NirWriter.write(network, file);
    assertArrayEquals(golden(name), Files.readAllBytes(file));
  }
}
