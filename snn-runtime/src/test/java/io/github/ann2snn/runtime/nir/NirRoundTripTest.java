package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.ConvolutionalNetworks;
import io.github.ann2snn.runtime.network.FireRule;
import io.github.ann2snn.runtime.network.Firing;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network comes back equal, and the same network gives the same bytes. */
class NirRoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void comesBackEqual(long seed) throws IOException {
    SpikingNetwork network = Networks.random(seed);
    assertEquals(network, writeAndRead(network));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20, 21, 22})
  void sameNetworkGivesSameBytes(long seed) throws IOException {
    Path first = folder.resolve("first.nir");
    Path second = folder.resolve("second.nir");
    NirWriter.write(Networks.random(seed), first);
    NirWriter.write(NirReader.read(first).network(), second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void keepsANegativeZeroAsResetPotentialOfASubtractingNeuron() throws IOException {
    SpikingNetwork network =
        Networks.small(1).withFiring(firing -> withResetPotential(firing, -0f));
    assertEquals(network, writeAndRead(network));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16"})
  void integersAreStoredAsIntegers(Arithmetic arithmetic) throws IOException {
    SpikingNetwork network =
        RandomNetworks.integers(3, arithmetic, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 40, 30, 5);
    assertEquals(network, writeAndRead(network));
    try (HdfFile file = new HdfFile(folder.resolve("network.nir"))) {
      assertEquals(
          arithmetic.weightBits() / 8,
          file.getDatasetByPath("/node/nodes/affine_0/weight").getDataType().getSize());
      assertEquals(
          2, file.getDatasetByPath("/node/nodes/if_0/v_threshold").getDataType().getSize());
    }
  }

  @ParameterizedTest(name = "seed {0}, {1}")
  @CsvSource({
    "1, 2x8x7 c6 p c4 p d3, UNIT",
    "2, 1x9x9 p c4 c3, RANDOM",
    "3, 4x7x7 c8 c4 p d3 d2, LEAKY",
    "4, 3x6x6 p d4 d2, RANDOM",
    "5, 6x8x8 c6 p c33 d3, UNIT",
    "6, 2x9x9 c6 m c4 m p d3, UNIT",
  })
  void convolutionsComeBackEqual(
      long seed, String description, ConvolutionalNetworks.Neurons neurons) throws IOException {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetric(seed, neurons, Reset.ZERO, description);
    assertEquals(network, writeAndRead(network));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16"})
  void integerConvolutionsAreStoredAsIntegers(Arithmetic arithmetic) throws IOException {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetricIntegers(4, arithmetic, "2x6x6 c5 p d3");
    assertEquals(network, writeAndRead(network));
    try (HdfFile file = new HdfFile(folder.resolve("network.nir"))) {
      assertEquals(
          arithmetic.weightBits() / 8,
          file.getDatasetByPath("/node/nodes/conv_0/weight").getDataType().getSize());
    }
  }

  private static Firing withResetPotential(Firing firing, float value) {
    float[] potential = new float[firing.neurons()];
    Arrays.fill(potential, value);
    return new Firing(
        firing.threshold(), firing.initialPotential(), firing.rule(), Reset.SUBTRACT, potential);
  }

  private SpikingNetwork writeAndRead(SpikingNetwork network) throws IOException {
    Path file = folder.resolve("network.nir");
    NirWriter.write(network, file);
    return NirReader.read(file).network();
  }
}
