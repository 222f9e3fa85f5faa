package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.bench.BenchReport.Bandwidth;
import io.github.ann2snn.bench.BenchReport.Bound;
import io.github.ann2snn.bench.BenchReport.Peak;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.operations.LayerLedger;
import io.github.ann2snn.runtime.operations.OperationLedger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bounds worked out by hand. */
class RooflineTest {
  /** With two threads everything is twice as fast, and not asked for. */
  private static Roofline roofline(double l1, double l2) {
    return new Roofline(
        List.of(
            new Bandwidth("L1", 24 << 10, 1, l1),
            new Bandwidth("L2", 512 << 10, 1, l2),
            new Bandwidth("L1", 24 << 10, 2, 2 * l1),
            new Bandwidth("L2", 512 << 10, 2, 2 * l2)),
        List.of(
            new Peak("multiply-add", 1, 100),
            new Peak("add", 1, 50),
            new Peak("add, 16 bits", 1, 200),
            new Peak("add", 2, 100)),
        1);
  }

  private static Population layer(String name, int source, int inputs, int neurons) {
    return new Population(
        name,
        source,
        new Affine(inputs, neurons, new float[inputs * neurons], new float[neurons]),
        IntegrateAndFire.of(Firing.unit(neurons, 0, Reset.SUBTRACT)));
  }

  /** 64 KB of weights in single precision, 16 KB in 8 bits; then 64 weights. */
  private static SpikingNetwork network(Arithmetic arithmetic) {
    return new SpikingNetwork(
        List.of(128),
        List.of(layer("wide", Projection.INPUT, 128, 128), layer("narrow", 0, 128, 1)),
        1,
        arithmetic,
        new RunDefaults(2, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  /** Two steps of one sample. */
  private static LayerLedger did(String name, int neurons, boolean fires, long macs, long synops) {
    return new LayerLedger(
        name,
        neurons,
        fires,
        true,
        0,
        0,
        0,
        new long[] {macs, macs},
        macs,
        new long[] {synops / 2, synops / 2},
        new long[2],
        new long[2],
        new long[] {fires ? 10 : 0, 0});
  }

  private static final OperationLedger LEDGER =
      new OperationLedger(
          1,
          2,
          new long[2],
          List.of(did("wide", 128, true, 500, 4000), did("narrow", 1, false, 0, 1000)));

  /** Biases and comparisons of 128 neurons, ten resets, the bias of one. */
  private static final double OTHERS = 128 * 2 * 2 + 10 + 2;

  @Test
  void weightsAreReadFromWhereTheyLie() {
    Bound bound = roofline(400, 100).of(network(Arithmetic.FLOAT), LEDGER, 1000);
    assertEquals(Set.of("L2", "add", "multiply-add"), bound.secondsByLimit().keySet());
    assertEquals(4000 * 4 / 100.0, bound.secondsByLimit().get("L2"), 1e-9);
    // Those of the second layer lie in the L1, which gives 100 a second where 50 are added.
    assertEquals((1000 + OTHERS) / 50, bound.secondsByLimit().get("add"), 1e-9);
    assertEquals(500 / 50.0, bound.secondsByLimit().get("multiply-add"), 1e-9);
    assertEquals("L2", bound.limit());
    double least = 160 + (1000 + OTHERS) / 50 + 10;
    assertEquals(least, bound.seconds(), 1e-9);
    assertEquals(least / 1000, bound.share(), 1e-12);
    assertEquals(((5000 + OTHERS) / 50 + 10) / 1000, bound.shareOfPeak(), 1e-12);
  }

  @Test
  void integersAreSmallerAndAddedInNarrowerLanes() {
    Bound bound = roofline(100, 10).of(network(Arithmetic.INT8), LEDGER, 1000);
    assertEquals(5000 / 100.0, bound.secondsByLimit().get("L1"), 1e-9);
    assertEquals(OTHERS / 200, bound.secondsByLimit().get("add"), 1e-9);
    assertEquals("L1", bound.limit());
    assertEquals(Set.of("L1", "add", "multiply-add"), bound.secondsByLimit().keySet());
    Bound wider = roofline(100, 10).of(network(Arithmetic.INT16), LEDGER, 1000);
    assertEquals(4000 * 2 / 10.0, wider.secondsByLimit().get("L2"), 1e-9);
  }

  @Test
  void arithmeticIsTheBoundWhereMemoryIsFast() {
    Bound bound = roofline(1e9, 1e9).of(network(Arithmetic.FLOAT), LEDGER, 1000);
    assertEquals("add", bound.limit());
    assertEquals(bound.share(), bound.shareOfPeak(), 1e-12);
    assertTrue(bound.share() > 0 && bound.share() < 1, bound.toString());
  }
}
