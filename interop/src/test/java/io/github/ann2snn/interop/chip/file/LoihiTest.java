package io.github.ann2snn.interop.chip.file;

import static io.github.ann2snn.interop.chip.file.TinyLayers.broken;
import static io.github.ann2snn.interop.chip.file.TinyLayers.cores;
import static io.github.ann2snn.interop.chip.file.TinyLayers.dense;
import static io.github.ann2snn.interop.chip.file.TinyLayers.fit;
import static io.github.ann2snn.interop.chip.file.TinyLayers.kernel;
import static io.github.ann2snn.interop.chip.file.TinyLayers.layer;
import static io.github.ann2snn.interop.chip.file.TinyLayers.matrix;
import static io.github.ann2snn.interop.chip.file.TinyLayers.network;
import static io.github.ann2snn.interop.chip.file.TinyLayers.subtracting;
import static io.github.ann2snn.interop.chip.file.TinyLayers.used;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.Problem;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule of Loihi and Loihi 2, on networks worked out by hand. */
class LoihiTest {
  private static final List<Integer> ONE = List.of(1);

  // --- Loihi

  /** 1,024 compartments: 1,024 neurons fill a core, one more needs a second. */
  @Test
  void loihiHolds1024Neurons() {
    assertEquals(List.of(1), cores(fit(dense(1, 1024, 1), "loihi")));
    ChipFit more = fit(dense(1, 1025, 1), "loihi");
    assertEquals(List.of(2), cores(more));
    assertEquals(2, more.lowerBound());
    assertEquals("neurons", more.boundBy());
    assertTrue(more.fits());
  }

  /** A reset by subtraction takes two compartments: 513 neurons are 1,026. */
  @Test
  void loihiSubtractsWithASecondCompartment() {
    for (int neurons : new int[] {512, 513}) {
      Population layer = subtracting(layer("a", Projection.INPUT, matrix(1, neurons, 1)));
      assertEquals(List.of(neurons == 512 ? 1 : 2), cores(fit(network(ONE, layer), "loihi")));
    }
  }

  /** 4,096 input axons: a neuron with 4,097 sources fits no core. */
  @Test
  void loihiHas4096InputAxons() {
    assertTrue(fit(dense(4096, 1, 1), "loihi").fits());
    ChipFit wide = fit(dense(4097, 1, 1), "loihi");
    Problem problem = wide.allProblems().get(0);
    assertEquals("inputAxons", problem.limit());
    assertEquals(4097, problem.needed());
    assertEquals(4096, problem.available());
    assertTrue(
        problem
            .sentence()
            .startsWith("a: inputAxons: 4,097 axons for one neuron, the chip has 4,096"));
    assertEquals(List.of(0), cores(wide));
    assertEquals(0, wide.cores());
  }

  /**
   * Synapses of 2 bits (weight 1) from 2,050 sources to 1 neuron: a row is 2 + 10 bits in a word of
   * 64, so 2,050 x 8 = 16,400 bytes. To 64 neurons it is 64 x 2 + 10 = 138 bits, 3 words: 2,050 x
   * 24 = 49,200 bytes. To 512 it is 8 blocks of 3 words, 192 bytes: 393,600 bytes, 3.003 times the
   * 131,072 of a core: 4 cores of 128 neurons, with 98,400 bytes each.
   */
  @Test
  void loihiHas128KilobytesOfSynapses() {
    assertEquals(16_400, used(fit(dense(2050, 1, 1), "loihi"), 0, "synapses"));
    assertEquals(49_200, used(fit(dense(2050, 64, 1), "loihi"), 0, "synapses"));
    ChipFit large = fit(dense(2050, 512, 1), "loihi");
    assertEquals(List.of(4), cores(large));
    assertEquals(4, large.lowerBound());
    assertEquals("synapses", large.boundBy());
    assertEquals(98_400, used(large, 0, "synapses"));
  }

  /**
   * A kernel is stored once: 2 input channels, 9 taps and 4 outputs are 36 synapses a channel, 36 x
   * 2 + 10 = 82 bits, 2 words: 2 x 16 = 32 bytes, however large the maps.
   */
  @Test
  void loihiStoresAKernelOnce() {
    for (int side : new int[] {4, 14}) {
      FeatureMaps in = new FeatureMaps(2, side, side);
      Population layer = layer("a", Projection.INPUT, kernel(in, 4, 3, 1, 1, 1));
      ChipFit fit = fit(network(in.shape(), layer), "loihi");
      assertEquals(32, used(fit, 0, "synapses"));
      assertEquals(4L * side * side, used(fit, 0, "neurons"));
      assertEquals(2L * side * side, used(fit, 0, "inputAxons"));
    }
  }

  /**
   * 4,096 output axons: layer b needs 5 cores (2,560 neurons of two compartments), so each neuron
   * of a is 5 edges, and a core holds 4,096 / 5 = 819 of them: 820 need two, though 1,024 would fit
   * otherwise. Rows of b's synapses of one bit are 8 x 128 bits: 820 x 128 bytes fit a core.
   */
  @Test
  void loihiHas4096OutputAxons() {
    for (int neurons : new int[] {819, 820}) {
      SpikingNetwork network =
          network(
              ONE,
              layer("a", Projection.INPUT, matrix(1, neurons, 1)),
              subtracting(layer("b", 0, matrix(neurons, 2560, 0))));
      ChipFit fit = fit(network, "loihi");
      assertEquals(List.of(neurons == 819 ? 1 : 2, 5), cores(fit));
      assertEquals(5L * (neurons == 819 ? 819 : 410), used(fit, 0, "outputAxons"));
      assertEquals(128L * neurons, used(fit, 1, "synapses"));
    }
  }

  /** 9 bits: -256 to 255. */
  @Test
  void loihiHasWeightsOf9Bits() {
    SpikingNetwork fits =
        network(Arithmetic.INT16, ONE, layer("a", Projection.INPUT, matrix(1, 1, -256)));
    assertEquals(List.of(), broken(fits, "loihi"));
    SpikingNetwork wide =
        network(Arithmetic.INT16, ONE, layer("a", Projection.INPUT, matrix(1, 1, 256)));
    Problem problem = fit(wide, "loihi").allProblems().get(0);
    assertEquals("weightBits", problem.limit());
    assertEquals(10, problem.needed());
    assertTrue(problem.remedy().contains("--weight-bits 8"));
    assertEquals(List.of(), broken(wide, "spinnaker"));
  }

  @Test
  void singlePrecisionMustBeConverted() {
    SpikingNetwork network =
        network(Arithmetic.FLOAT, ONE, layer("a", Projection.INPUT, matrix(1, 1, 0.5f)));
    ChipFit fit = fit(network, "loihi");
    assertFalse(fit.fits());
    assertEquals("weightBits", fit.allProblems().get(0).limit());
    assertEquals(8, fit.layers().get(0).weightBits());
    assertEquals(16, fit(network, "spinnaker").layers().get(0).weightBits());
  }

  /** A shortcut past 62 layers waits 63 steps: 1 for its own layer and 62 for theirs. */
  @Test
  void loihiDelaysSpikesBy62Steps() {
    for (int passed : new int[] {61, 62}) {
      List<Population> layers = new ArrayList<>();
      layers.add(layer("first", Projection.INPUT, matrix(1, 1, 1)));
      for (int p = 0; p < passed; p++) {
        layers.add(layer("p" + p, p, matrix(1, 1, 1)));
      }
      layers.add(
          layer(
              "sum",
              List.of(
                  new Projection(0, matrix(1, 1, 1)), new Projection(passed, matrix(1, 1, 1)))));
      SpikingNetwork network = network(ONE, layers.toArray(Population[]::new));
      assertEquals(passed == 61 ? List.of() : List.of("delay"), broken(network, "loihi"));
    }
  }

  @Test
  void spikesWithASignPoolingOfMaximaAndLeaksAreAbilities() {
    Firing signed =
        TinyLayers.neurons(1, Reset.SUBTRACT)
            .firing()
            .withNegative(Optional.of(Negative.rectified(new float[] {1})));
    Population fires =
        layer("a", Projection.INPUT, matrix(1, 1, 1)).withNeurons(IntegrateAndFire.of(signed));
    assertEquals(List.of("signedSpikes"), broken(network(ONE, fires), "loihi"));
    assertEquals(List.of(), broken(network(ONE, fires), "loihi2"));

    FeatureMaps maps = new FeatureMaps(1, 2, 2);
    Projection gated =
        new Projection(0, Optional.of(new MaxGate(maps, Window.square(2, 2))), matrix(1, 1, 1));
    SpikingNetwork pooled =
        network(
            maps.shape(),
            layer("a", Projection.INPUT, kernel(maps, 1, 1, 1, 0, 1)),
            layer("b", List.of(gated)));
    assertEquals(List.of("maxPooling"), broken(pooled, "loihi2"));

    Population leaky =
        layer("a", Projection.INPUT, matrix(1, 1, 0.5f))
            .withNeurons(
                new LeakyIntegrateAndFire(
                    new float[] {0.02f},
                    new float[] {1},
                    new float[1],
                    Firing.unit(1, 0, Reset.ZERO)));
    SpikingNetwork leaks = network(Arithmetic.FLOAT, ONE, leaky);
    assertTrue(broken(leaks, "truenorth").contains("models"));
    assertFalse(broken(leaks, "loihi").contains("models"));
  }

  // --- Loihi 2

  /**
   * 192 KB for all: a neuron takes 96 bits, its 1,000 synapses of 2 bits 2,000: 262 bytes. 750
   * neurons take 196,500 of 196,608 bytes, one more needs a second core.
   */
  @Test
  void loihi2Has192KilobytesForAll() {
    ChipFit full = fit(dense(1000, 750, 1), "loihi2");
    assertEquals(196_500, used(full, 0, "memory"));
    assertEquals(List.of(1), cores(full));
    assertEquals(List.of(2), cores(fit(dense(1000, 751, 1), "loihi2")));
  }

  @Test
  void loihi2Holds8192Neurons() {
    assertEquals(List.of(1), cores(fit(dense(1, 8192, 1), "loihi2")));
    assertEquals(List.of(2), cores(fit(dense(1, 8193, 1), "loihi2")));
  }
}
