package io.github.ann2snn.runtime.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.energy.EnergyProfile.AnnSilicon;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import io.github.ann2snn.runtime.energy.MemoryAccess.MemoryArray;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.OperationCounts;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyModelTest {
  private static final AnnSilicon ANN =
      new AnnSilicon(
          32,
          Price.of(5, ""),
          List.of(
              new AnnSilicon.Width(8, Price.of(0.2, ""), Price.of(0.03, "")),
              new AnnSilicon.Width(32, Price.of(3.1, ""), Price.of(0.1, ""))));
  private static final MemoryPrices MEMORY =
      new MemoryPrices(
          64,
          List.of(
              new MemoryPrices.ArrayPrice(8192, Price.of(10, "")),
              new MemoryPrices.ArrayPrice(32768, Price.of(20, "")),
              new MemoryPrices.ArrayPrice(1048576, Price.of(100, ""))));

  /** 16 KB of parameters, 5 neurons, 3 inputs. */
  private static final NetworkSize SIZE = new NetworkSize(3, 5, 0, 4091, 5, 32, 32);

  /** Two samples, two steps: a layer of 3 that fires and one of 2 that does not. */
  private static final OperationCounts COUNTS =
      new OperationLedger(
              2,
              4,
              new long[] {1, 3},
              List.of(
                  layer("a", 3, true, new long[] {20, 20}, new long[2], new long[] {3, 1}),
                  layer("b", 2, false, new long[2], new long[] {6, 2}, new long[2])))
          .counts();

  private static LayerLedger layer(
      String name, int neurons, boolean fires, long[] macs, long[] synops, long[] spikes) {
    return new LayerLedger(
        name,
        neurons,
        fires,
        true,
        0,
        0,
        0,
        macs,
        macs[0],
        synops,
        new long[synops.length],
        synops,
        spikes);
  }

  private static Map<Countable, Price> prices() {
    Map<Countable, Price> prices = new LinkedHashMap<>();
    prices.put(Operation.ANALOG_MAC, Price.of(4, ""));
    prices.put(Operation.SYNAPTIC_OPERATION, new Price(1, 0.5, 3, ""));
    prices.put(Operation.STATE_UPDATE, Price.of(4, ""));
    prices.put(Operation.BIAS_ADD, Price.of(0.5, ""));
    prices.put(Operation.THRESHOLD_COMPARE, Price.of(0.25, ""));
    prices.put(Operation.RESET, Price.of(2, ""));
    prices.put(Operation.GATE_ADD, Price.of(0.125, ""));
    prices.put(Operation.GATE_COMPARE, Price.of(3, ""));
    prices.put(DeviceEvent.SPIKE, Price.of(7, ""));
    return prices;
  }

  private static EnergyProfile profile(
      Map<Countable, Price> prices, Optional<MemoryPrices> memory) {
    return new EnergyProfile(
        "test",
        "",
        "",
        Set.of(Arithmetic.FLOAT),
        prices,
        Optional.of(ANN),
        memory,
        Optional.empty(),
        Optional.empty());
  }

  private static EnergyModel model(Optional<MemoryPrices> memory) {
    return new EnergyModel(profile(prices(), memory), SIZE);
  }

  @Test
  void multipliesCountsByPicojoules() {
    EnergyModel model = model(Optional.empty());
    Map<Countable, Double> items = model.nanojoules(COUNTS);
    assertEquals(10 * 4.0 / 1000, items.get(Operation.ANALOG_MAC));
    assertEquals(4 * 1.0 / 1000, items.get(Operation.SYNAPTIC_OPERATION));
    assertEquals(10 * 0.5 / 1000, items.get(Operation.BIAS_ADD));
    assertEquals(6 * 0.25 / 1000, items.get(Operation.THRESHOLD_COMPARE));
    assertEquals(2 * 2.0 / 1000, items.get(Operation.RESET));
    assertEquals((2 + 2) * 7.0 / 1000, items.get(DeviceEvent.SPIKE));
    assertEquals(0.0825, model.total(COUNTS), 1e-15);
    assertEquals(0.0805, model.total(COUNTS, Price::low), 1e-15);
    assertEquals(0.0905, model.total(COUNTS, Price::high), 1e-15);
    assertEquals(items, model.profile().nanojoules(COUNTS));
    assertTrue(model.memories().isEmpty());
  }

  /** A sample of two steps; 5 neurons are gated by 3 comparisons. */
  @Test
  void pricesMaxPooling() {
    long[] none = new long[2];
    LayerLedger gated =
        new LayerLedger("c", 1, false, true, 0, 5, 3, none, 0, none, none, none, none);
    OperationCounts counts = new OperationLedger(1, 2, none, List.of(gated)).counts();
    EnergyModel model = model(Optional.of(MEMORY));
    Map<Countable, Double> items = model.nanojoules(counts);
    assertEquals(10 * 0.125 / 1000, items.get(Operation.GATE_ADD));
    assertEquals(6 * 3.0 / 1000, items.get(Operation.GATE_COMPARE));
    // a bias add and a sum for max pooling read and write 5 pJ each
    assertEquals(2 * (2 + 10) * 5.0 / 1000, items.get(MemoryAccess.POTENTIAL_ACCESS), 1e-12);
    assertEquals(
        items.get(Operation.GATE_COMPARE),
        model.nanojoules(counts.silent()).get(Operation.GATE_COMPARE));
  }

  /** Spikes of layers cost 1 x 4 + 2 x 2 + 7 x 2 = 22 pJ, all else 60.5 pJ. */
  @Test
  void breaksEvenWhereSpikesMakeUpTheDifference() {
    EnergyModel model = model(Optional.empty());
    assertEquals(0.0605, model.total(COUNTS.silent()), 1e-15);
    assertEquals(1, model.breakEvenFactor(COUNTS, 0.0825).orElseThrow(), 1e-9);
    assertEquals(0.5, model.breakEvenFactor(COUNTS, 0.0715).orElseThrow(), 1e-9);
    assertEquals(0, model.breakEvenFactor(COUNTS, 0.0605).orElseThrow(), 1e-9);
    assertFalse(model.breakEvenFactor(COUNTS, 0.0604).isPresent());
    assertFalse(model.breakEvenFactor(COUNTS.silent(), 1).isPresent());
  }

  /** 16 KB lie halfway between 8 and 32 KB on a logarithmic scale: sqrt(10 x 20) pJ a word. */
  @Test
  void pricesMemoriesByTheirSize() {
    EnergyModel model = model(Optional.of(MEMORY));
    Map<Countable, Double> items = model.nanojoules(COUNTS);
    double parameter = Math.sqrt(200) / 2;
    assertEquals(14 * parameter / 1000, items.get(MemoryAccess.WEIGHT_READ), 1e-12);
    assertEquals(10 * parameter / 1000, items.get(MemoryAccess.BIAS_READ), 1e-12);
    assertEquals(10 * 5.0 / 1000, items.get(MemoryAccess.INPUT_READ), 1e-12);
    assertEquals(28 * 5.0 / 1000, items.get(MemoryAccess.POTENTIAL_ACCESS), 1e-12);
    // the index of one of 8 inputs and neurons has 3 bits
    assertEquals(8 * 10 * 3 / 64.0 / 1000, items.get(MemoryAccess.SPIKE_ACCESS), 1e-12);
    assertEquals(
        Map.of(
            MemoryArray.PARAMETERS, 16384L,
            MemoryArray.INPUTS, 12L,
            MemoryArray.POTENTIALS, 20L,
            MemoryArray.SPIKES, 3L),
        model.memories());
    // 100 MACs and 5 neurons, each a parameter and an activation
    assertEquals(
        (100 * 5 + 105 * (parameter + 5)) / 1000,
        model.annNanojoules(AnnReference.DENSE, 100, 2).orElseThrow(),
        1e-12);
    // in 8 bits the parameters have 4 KB, less than the smallest memory
    assertEquals(
        (100 * 0.23 + 105 * (10 / 8.0 + 10 / 8.0)) / 1000,
        model.annNanojoules(AnnReference.INT8_DENSE, 100, 2).orElseThrow(),
        1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10",
    "8192, 10",
    "16384, 14.142135623730951",
    "32768, 20",
    "1048576, 100",
    "99999999999, 100"
  })
  void interpolatesBetweenSizes(long bytes, double picojoules) {
    assertEquals(picojoules, MEMORY.picojoules(bytes, 64), 1e-9);
    assertEquals(picojoules / 8, MEMORY.picojoules(bytes, 8), 1e-9);
  }

  /** Both cited widths are met; 16 bits: 0.2 x 2^1.977, and 0.03 + 8 x 0.07 / 24. */
  @ParameterizedTest
  @CsvSource({"8, 0.23", "32, 3.2", "16, 0.840734", "4, 0.069133", "6, 0.137410"})
  void interpolatesBetweenWidths(int bits, double picojoules) {
    assertEquals(picojoules, ANN.integerMac(bits), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "7, 3", "8, 4", "32, 6", "255, 8", "256, 9"})
  void asManyBitsAsTheSpikeCountNeeds(int timesteps, int bits) {
    assertEquals(bits, AnnReference.BITS_DENSE.bits(32, timesteps));
    assertEquals(8, AnnReference.INT8_EFFECTIVE.bits(32, timesteps));
    assertEquals(32, AnnReference.EFFECTIVE.bits(32, timesteps));
  }

  @Test
  void refusesMissingAndImpossiblePrices() {
    Map<Countable, Price> missing = prices();
    missing.remove(Operation.RESET);
    assertEquals(
        "energy profile test has no price for reset",
        assertThrows(IllegalArgumentException.class, () -> profile(missing, Optional.empty()))
            .getMessage());
    for (double[] price : new double[][] {{-1, -1, -1}, {2, 3, 4}, {2, 1, 1.5}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new Price(price[0], price[1], price[2], ""));
    }
    assertThrows(IllegalArgumentException.class, () -> Price.of(Double.NaN, ""));
    assertThrows(IllegalArgumentException.class, () -> Price.of(1 / 0.0, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AnnSilicon(32, Price.of(1, ""), ANN.widths().subList(0, 1)));
    assertThrows(IllegalArgumentException.class, () -> new MemoryPrices(64, List.of()));
  }
}
