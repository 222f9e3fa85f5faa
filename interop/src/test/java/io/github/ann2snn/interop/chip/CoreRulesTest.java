package io.github.ann2snn.interop.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.interop.chip.Chip.Ability;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas of cores, worked out by hand. */
class CoreRulesTest {
  private static Optional<Quantity> q(long value) {
    return Optional.of(new Quantity(value, "x", "x"));
  }

  private static NeuronCore crossbar(long types) {
    return new NeuronCore(q(256), q(256), Optional.empty(), q(types), List.of(), Ability.UNTOLD);
  }

  /**
   * One axon is negative; the others count to 2^(bits - 1): 1 bit: nothing to count; 2 bits: 2 = 2;
   * 3: 4 = 2 x 2; 4: 8 = 2 x 2 x 2; 5: 16 <= 3 x 3 x 2 = 18 (5 axons); 8: 128 <= 5 x 5 x 6 = 150
   * with 4 + 4 + 5 = 13, as 5 x 5 x 5 = 125 is too few.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 6", "8, 14"})
  void axonsOfBinarySynapses(int bits, int axons) {
    assertEquals(axons, crossbar(4).axonsPerSource(bits));
  }

  /** Two types: one counts alone, so 4 bits take 7 + 1 axons. */
  @Test
  void axonsOfFewerTypes() {
    assertEquals(8, crossbar(2).axonsPerSource(4));
    assertEquals(1, crossbar(1).axonsPerSource(1));
    assertEquals(Integer.MAX_VALUE, crossbar(1).axonsPerSource(2));
  }

  /**
   * Words of 64 bits, 10 bits of header for 64 synapses: 64 x 8 + 10 = 522 takes 9 words, 576 bits;
   * 128 twice as many, 130 these and 2 x 8 + 10 = 26 in one word.
   */
  @Test
  void rowsInWordsWithHeaders() {
    Memory memory =
        new Memory(
            "synapses",
            false,
            true,
            q(131072).get(),
            q(64),
            q(10),
            q(64),
            Optional.empty(),
            Optional.empty());
    assertEquals(0, memory.row(0, 8));
    assertEquals(64, memory.row(1, 8));
    assertEquals(576, memory.row(64, 8));
    assertEquals(1152, memory.row(128, 8));
    assertEquals(1216, memory.row(130, 8));
  }

  /** Three words and a word a synapse, whatever its bits: 96 + 5 x 32; neurons take nothing. */
  @Test
  void rowsOfWholeWords() {
    Memory memory =
        new Memory(
            "sdram",
            true,
            true,
            q(1000).get(),
            q(32),
            q(96),
            Optional.empty(),
            q(32),
            Optional.empty());
    assertEquals(256, memory.row(5, 8));
    assertEquals(0, memory.neurons(100));
  }

  /** Sinabs, overview.md: 16 x 2^(ceil(log2 9) + log2 32) = 16 x 2^9, and 32 x 2^(6 + 6). */
  @Test
  void wordsOfAKernelAndItsNeurons() {
    assertEquals(8192, LayerCore.kernelWords(16, 9, 32));
    assertEquals(131_072, LayerCore.neuronWords(32, 64, 64));
    // 3 x 2^(3 + 3): 5 and 6 taps or rows are rounded to 8; 1 needs no bit
    assertEquals(192, LayerCore.kernelWords(3, 5, 6));
    assertEquals(192, LayerCore.neuronWords(3, 5, 6));
    assertEquals(7, LayerCore.kernelWords(7, 1, 1));
  }

  /** 2 x 2 tiles of 2 cores: the second row runs back; the next chip lies behind. */
  @Test
  void tilesLieInTurns() {
    Mesh mesh = new Mesh(q(2).get(), q(2).get(), q(2).get());
    int[] columns = {0, 0, 1, 1, 1, 1, 0, 0, 2, 2, 3};
    int[] rows = {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0};
    for (int core = 0; core < columns.length; core++) {
      assertEquals(columns[core], mesh.column(core, 8), "core " + core);
      assertEquals(rows[core], mesh.row(core, 8), "core " + core);
    }
  }

  @Test
  void numbersAreAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> q(0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new NeuronCore(
                Optional.empty(),
                Optional.empty(),
                q(4),
                Optional.empty(),
                List.of(),
                Ability.UNTOLD));
  }
}
