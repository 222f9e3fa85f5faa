package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
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
 * Files that the writer of version 0.1, before files said their format, made of these networks:
 * they stay readable.
 */
class GoldenFilesTest {
  @TempDir Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("mlp", RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 6, 5, 3)),
        Arguments.of("leaky", RandomNetworks.leaky(2, Reset.ZERO, 4, 3, 2)),
        Arguments.of(
            "conv_pool_gate",
            ConvolutionalNetworks.symmetric(
                6, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, "1x9x9 c4 m c2 p d3")),
        Arguments.of(
            "int8",
            RandomNetworks.integers(
                3, Arithmetic.INT8, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 10, 6, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isStillTheNetwork(String name, SpikingNetwork network) throws IOException {
    Path file = folder.resolve(name + ".nir");
    try (InputStream in = getClass().getResourceAsStream("golden-0.1/" + name + ".nir")) {
      Files.copy(in, file);
    }
    assertEquals(network, NirReader.read(file).network());
  }
}
