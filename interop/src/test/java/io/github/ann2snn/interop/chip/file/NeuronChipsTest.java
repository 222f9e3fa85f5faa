package io.github.ann2snn.interop.chip.file;

import static io.github.ann2snn.interop.chip.file.TinyLayers.broken;
import static io.github.ann2snn.interop.chip.file.TinyLayers.chip;
import static io.github.ann2snn.interop.chip.file.TinyLayers.cores;
import static io.github.ann2snn.interop.chip.file.TinyLayers.dense;
import static io.github.ann2snn.interop.chip.file.TinyLayers.fit;
import static io.github.ann2snn.interop.chip.file.TinyLayers.layer;
import static io.github.ann2snn.interop.chip.file.TinyLayers.matrix;
import static io.github.ann2snn.interop.chip.file.TinyLayers.network;
import static io.github.ann2snn.interop.chip.file.TinyLayers.used;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.NeuronCore;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import io.github.ann2snn.interop.chip.Problem;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule of SpiNNaker, SpiNNaker 2 and TrueNorth, on networks worked out by hand. */
class NeuronChipsTest {
  private static final List<Integer> ONE = List.of(1);

  // --- SpiNNaker

  /** 256 neurons a core, 64 bytes of ring buffers each; 17 cores are two chips of 16. */
  @Test
  void spinnakerHolds256Neurons() {
    ChipFit fit = fit(dense(1, 257, 1), "spinnaker");
    assertEquals(List.of(2), cores(fit));
    assertEquals(1, fit.chips());
    // equal halves: 129 neurons x 64 bytes
    assertEquals(129 * 64, used(fit, 0, "dtcm"));
    ChipFit two = fit(dense(1, 17 * 256, 1), "spinnaker");
    assertEquals(17, two.cores());
    assertEquals(2, two.chips());
  }

  /** A row is 3 words and one for each synapse, 3 x 4 + 10 x 4 = 52 bytes, of any bits. */
  @Test
  void spinnakerKeepsRowsInSharedMemory() {
    ChipFit fit = fit(dense(7, 10, 100), "spinnaker");
    assertEquals(7 * 52, used(fit, 0, "sdram"));
  }

  /**
   * Were the memory of a chip 500 bytes: 10 sources have rows of 12 + 4 x 16 = 76 bytes on a core
   * of 16 neurons, 760 bytes, too much for any; halves of 8 have 12 + 32 = 44 bytes, 440, and two
   * such are too much for one chip, so the second lies on core 16, the first of the next.
   */
  @Test
  void spinnakerFillsAChipByMemory() {
    Chip real = chip("spinnaker");
    NeuronCore core = (NeuronCore) real.core();
    Memory sdram = core.memories().get(1);
    Memory small =
        new Memory(
            sdram.name(),
            true,
            true,
            new Quantity(500, "bytes", "x"),
            sdram.word(),
            sdram.header(),
            sdram.headerEvery(),
            sdram.synapse(),
            sdram.neuron());
    NeuronCore less =
        new NeuronCore(
            core.neurons(),
            core.inputAxons(),
            core.outputAxons(),
            core.axonTypes(),
            List.of(small),
            core.sharedWeights());
    ChipFit fit = ChipFit.of(dense(10, 16, 1), with(real, real.cores(), real.chips(), less));
    assertEquals(List.of(2), cores(fit));
    assertEquals(440, used(fit, 0, "sdram"));
    assertEquals(2, fit.chips());
    assertEquals(16, fit.layers().get(0).cores().get(1).core());
    // what there is of it is counted once a chip
    assertEquals(1000, fit.totals().get(1).available());
  }

  private static Chip with(Chip chip, Quantity cores, Optional<Quantity> chips, NeuronCore core) {
    return new Chip(
        chip.name(),
        chip.title(),
        chip.source(),
        List.of(),
        cores,
        chips,
        core,
        chip.weightBits(),
        chip.stateBits(),
        chip.delay(),
        chip.resets(),
        chip.models(),
        chip.signedSpikes(),
        chip.maxPooling(),
        chip.multicast(),
        chip.mesh());
  }

  // --- SpiNNaker 2

  /** 128 KB: 12 bytes a neuron and 1,012 of 4,048 synapses of 2 bits: 128 neurons fill it. */
  @Test
  void spinnaker2Has128Kilobytes() {
    ChipFit full = fit(dense(4048, 128, 1), "spinnaker2");
    assertEquals(131_072, used(full, 0, "sram"));
    assertEquals(List.of(1), cores(full));
    assertEquals(List.of(2), cores(fit(dense(4048, 129, 1), "spinnaker2")));
  }

  // --- TrueNorth

  /** 256 axons: 64 sources of 4 bits take 4 axons each, 128 of 2 bits 2, 18 of 8 bits 14 (252). */
  @Test
  void trueNorthHas256Axons() {
    assertTrue(fit(dense(64, 1, 7), "truenorth").fits());
    assertEquals(List.of("inputAxons"), broken(dense(65, 1, 7), "truenorth"));
    assertTrue(fit(dense(128, 1, 1), "truenorth").fits());
    assertEquals(List.of("inputAxons"), broken(dense(129, 1, 1), "truenorth"));
    ChipFit wide = fit(dense(18, 1, 100), "truenorth");
    assertEquals(18 * 14, used(wide, 0, "inputAxons"));
    assertEquals(List.of("inputAxons"), broken(dense(19, 1, 100), "truenorth"));
  }

  /**
   * A neuron drives one axon: b has 2 cores (257 neurons) and takes 2 bits, 2 axons a source, so
   * each neuron of a is there 4 times: 64 of them fill a core of 256, 65 need two.
   */
  @Test
  void trueNorthCopiesNeurons() {
    for (int neurons : new int[] {64, 65}) {
      SpikingNetwork network =
          network(
              ONE,
              layer("a", Projection.INPUT, matrix(1, neurons, 1)),
              layer("b", 0, matrix(neurons, 257, 1)));
      ChipFit fit = fit(network, "truenorth");
      assertEquals(List.of(neurons == 64 ? 1 : 2, 2), cores(fit));
      assertEquals(neurons == 64 ? 256 : 132, used(fit, 0, "neurons"));
    }
  }

  /** A layer that does not fit leaves the others their places, and the whole does not fit. */
  @Test
  void whatDoesNotFitIsLeftOut() {
    SpikingNetwork network =
        network(
            List.of(300),
            layer("wide", Projection.INPUT, matrix(300, 4, 1)),
            layer("narrow", 0, matrix(4, 2, 1)));
    ChipFit fit = fit(network, "truenorth");
    assertEquals(List.of(0, 1), cores(fit));
    assertFalse(fit.fits());
    assertEquals("wide", fit.allProblems().get(0).layer());
  }

  /** Two chips of one core of 256 neurons: 513 need three. */
  @Test
  void chipsAreCounted() {
    Chip one = chip("spinnaker");
    Chip two =
        with(
            one,
            new Quantity(1, "cores", "x"),
            Optional.of(new Quantity(2, "chips", "y")),
            (NeuronCore) one.core());
    assertTrue(ChipFit.of(dense(1, 512, 1), two).fits());
    ChipFit three = ChipFit.of(dense(1, 513, 1), two);
    assertEquals(3, three.chips());
    Problem problem = three.allProblems().get(0);
    assertEquals(
        "chips: 3 chips, the chip has 2 (y); it takes 3 cores; fewer neurons or channels would fit",
        problem.sentence());
  }
}
