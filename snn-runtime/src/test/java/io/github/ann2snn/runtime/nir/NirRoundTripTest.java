package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.eventdriven.Simulators;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  @ParameterizedTest(name = "seed {0}, {1}")
  @CsvSource({"1, FLOAT", "2, INT8", "3, INT16", "4, FLOAT", "5, FLOAT", "6, INT8"})
  void signedNeuronsComeBackEqual(long seed, Arithmetic arithmetic) throws IOException {
    SpikingNetwork plain =
        arithmetic.isInteger()
            ? RandomNetworks.integers(
                seed, arithmetic, FireRule.ABOVE_THRESHOLD, Reset.SUBTRACT, 12, 7, 9, 5)
            : RandomNetworks.integrateAndFire(seed, Reset.SUBTRACT, 12, 7, 9, 5);
    SpikingNetwork network = RandomGraphs.signed(plain, seed);
    assertTrue(network.isSigned());
    assertEquals(network, writeAndRead(network));
    try (HdfFile file = new HdfFile(folder.resolve("network.nir"))) {
      assertEquals("ann2snn.network/2", file.getDatasetByPath("/node/metadata/format").getData());
    }
  }

  @Test
  void keepsTheStepFromWhichOutputsCount() throws IOException {
    SpikingNetwork network = Networks.random(1);
    SpikingNetwork delayed =
        new SpikingNetwork(
            network.inputShape(),
            network.populations(),
            network.timestep(),
            new RunDefaults(9, InputCoding.CURRENT, Readout.SPIKES, 4),
            network.provenance());
    assertEquals(delayed, writeAndRead(delayed));
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
    "7, 2x8x7 b5 p b4 d3, RANDOM"
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

  @ParameterizedTest(name = "seed {0}, {1}")
  @CsvSource({"1, ZERO", "2, SUBTRACT"})
  void currentBasedAndRecurrentNetworksComeBackEqual(long seed, Reset reset) throws IOException {
    SpikingNetwork network = RandomNetworks.currentBased(seed, reset, 7, 6, 5);
    assertEquals(network, writeAndRead(network));
    SpikingNetwork recurrent = RandomNetworks.recurrent(seed, network);
    assertEquals(recurrent, writeAndRead(recurrent));
    SpikingNetwork leaky = RandomNetworks.recurrent(seed, RandomNetworks.leaky(seed, reset, 3, 2));
    assertEquals(leaky, writeAndRead(leaky));
    float[] input = RandomNetworks.input(seed, 7);
    SimulationSettings settings =
        new SimulationSettings(20, InputCoding.CURRENT, Readout.SPIKES, seed);
    assertEquals(
        Simulators.of(recurrent, settings).run(input, 0),
        Simulators.of(writeAndRead(recurrent), settings).run(input, 0));
  }

  @Test
  void convolutionalFeedbackComesBackEqual() throws IOException {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetric(
            1, ConvolutionalNetworks.Neurons.LEAKY, Reset.ZERO, "1x5x5 c2 d3");
    Population first = network.populations().get(0);
    FeatureMaps maps = ((Convolution) first.projections().get(0).connection()).output();
    int channels = maps.channels();
    WindowAxis axis = new WindowAxis(3, 1, 1, 1, 1);
    float[] weight = new float[channels * channels * 9];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = i * 0.125f - 1;
    }
    Convolution back =
        new Convolution(maps, channels, new Window(axis, axis), 1, weight, new float[channels]);
    Population recurrent =
        new Population(first.name(), first.projections(), first.neurons(), Optional.of(back));
    SpikingNetwork whole = withLayers(network, List.of(recurrent, network.populations().get(1)));
    assertEquals(whole, writeAndRead(whole));
  }

  private static SpikingNetwork withLayers(SpikingNetwork network, List<Population> layers) {
    return new SpikingNetwork(
        network.inputShape(), layers, network.timestep(), network.defaults(), network.provenance());
  }

  /** Written as I or LI. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOutputThatOnlyIntegratesComesBackEqual(boolean leaky) throws IOException {
    SpikingNetwork spiking =
        leaky
            ? RandomNetworks.leaky(1, Reset.ZERO, 5, 4, 3)
            : RandomNetworks.integrateAndFire(1, Reset.ZERO, 5, 4, 3);
    Population last = spiking.populations().get(1);
    Firing never = Firing.never(last.neurons().firing().initialPotential());
    SpikingNetwork network =
        withLayers(
            spiking,
            List.of(
                spiking.populations().get(0), last.withNeurons(last.neurons().withFiring(never))));
    assertEquals(network, writeAndRead(network));
    try (HdfFile file = new HdfFile(folder.resolve("network.nir"))) {
      String node = leaky ? "li_1" : "i_1";
      assertEquals(
          leaky ? "LI" : "I", file.getDatasetByPath("/node/nodes/" + node + "/type").getData());
    }
    SpikingNetwork changed = network.withFiring(f -> f.withReset(Reset.ZERO));
    assertEquals(changed, writeAndRead(changed));
  }

  @ParameterizedTest(name = "seed {0}, {1}")
  @CsvSource({
    "1, 2x8x7 c6 c4 d3, UNIT",
    "3, 4x7x9 c8 c4 m d3, LEAKY",
    "7, 3x6x8 c5 c4 c2, RANDOM",
    "5, 3x9x6 c5 c4 c2, RANDOM",
  })
  void unevenPaddingComesBackEqual(
      long seed, String description, ConvolutionalNetworks.Neurons neurons) throws IOException {
    SpikingNetwork network =
        ConvolutionalNetworks.floats(seed, neurons, Reset.SUBTRACT, description);
    assertEquals(network, writeAndRead(network));
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
