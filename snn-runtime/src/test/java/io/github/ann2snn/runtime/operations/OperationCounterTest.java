package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Connection;
import io.github.ann2snn.runtime.network.ConvolutionalNetworks;
import io.github.ann2snn.runtime.network.InputCoding;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.MaxGate;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.Readout;
import io.github.ann2snn.runtime.network.Reset;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger against a count over every weight of every matrix and every recorded spike. */
class OperationCounterTest {
  private static final int T = 11;
  private static final int SAMPLES = 5;

  @ParameterizedTest
  @CsvSource({
    "CURRENT, MEMBRANE", "CURRENT, SPIKES", "POISSON, MEMBRANE", "POISSON, SPIKES",
    "REGULAR, MEMBRANE", "REGULAR, SPIKES", "BINARY, MEMBRANE", "BINARY, SPIKES"
  })
  void equalsABruteForceCount(InputCoding coding, Readout readout) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(7, Reset.SUBTRACT, 20, 15, 9, 4);
    OperationLedger ledger = assertBruteForce(network, coding, readout);
    int firing = 15 + 9 + (readout == Readout.SPIKES ? 4 : 0);
    assertEquals(T * (15 + 9 + 4), ledger.perSample(Operation.BIAS_ADD));
    assertEquals(T * firing, ledger.perSample(Operation.THRESHOLD_COMPARE));
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, {3}")
  @CsvSource({
    "1, 2x8x7 c5 p c6 p d4, CURRENT, MEMBRANE",
    "2, 1x9x9 p c4 c3 d2, CURRENT, SPIKES",
    "3, 4x7x7 c8 c4 p d3, POISSON, MEMBRANE",
    "4, 3x6x6 p c3 p c2, REGULAR, SPIKES",
    "5, 2x9x9 c6 m c5 m p d3, CURRENT, MEMBRANE",
    "6, 2x8x8 c4 m d3, BINARY, SPIKES"
  })
  void convolutionsEqualABruteForceCount(
      long seed, String description, InputCoding coding, Readout readout) {
    SpikingNetwork network =
        ConvolutionalNetworks.floats(
            seed, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, description);
    OperationLedger ledger = assertBruteForce(network, coding, readout);
    int neurons = network.layers().stream().mapToInt(l -> l.neurons().neurons()).sum();
    assertEquals(T * neurons, ledger.perSample(Operation.BIAS_ADD));
    long gated = 0;
    long comparisons = 0;
    for (Layer layer : network.layers()) {
      gated += layer.gate().isPresent() ? layer.inputs() : 0;
      comparisons += layer.gate().map(OperationCounterTest::comparisons).orElse(0L);
    }
    assertEquals(T * gated, ledger.perSample(Operation.GATE_ADD));
    assertEquals(T * comparisons, ledger.perSample(Operation.GATE_COMPARE));
  }

  /** Window by window: all pairs of a value and the one before it. */
  private static long comparisons(MaxGate gate) {
    boolean[] seen = new boolean[gate.output().size()];
    long[] count = new long[1];
    for (int i = 0; i < gate.input().size(); i++) {
      gate.forEachWindow(
          i,
          q -> {
            count[0] += seen[q] ? 1 : 0;
            seen[q] = true;
          });
    }
    return count[0];
  }

  private static OperationLedger assertBruteForce(
      SpikingNetwork network, InputCoding coding, Readout readout) {
    int layers = network.layers().size();
    SimulationSettings settings = new SimulationSettings(T, coding, readout, 1);
    OperationCounter counter = new OperationCounter(network, settings);
    long[][] synops = new long[layers][T];
    long[][] spikes = new long[layers][T];
    long macs = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] input = RandomNetworks.input(sample, network.inputs());
      SampleRun run = new ReferenceSimulator(network, settings).run(input, sample);
      counter.add(input, run);
      macs += coding == InputCoding.CURRENT ? bruteForceMacs(network, input) : 0;
      bruteForceSpikes(network, run, synops, spikes);
    }

    OperationLedger ledger = counter.ledger();
    assertEquals(SAMPLES, ledger.samples());
    assertEquals(macs, ledger.layers().get(0).analogMacs());
    for (int l = 0; l < layers; l++) {
      assertArrayEquals(synops[l], ledger.layers().get(l).synapticOperations(), "layer " + l);
      assertArrayEquals(spikes[l], ledger.layers().get(l).spikes(), "layer " + l);
    }
    double last = ledger.synapticOperationsByTimestep()[T - 1];
    assertEquals(ledger.perSample(Operation.SYNAPTIC_OPERATION), last);
    assertEquals((double) macs / SAMPLES, ledger.perSample(Operation.ANALOG_MAC));
    return ledger;
  }

  private static long bruteForceMacs(SpikingNetwork network, float[] input) {
    long[] macs = new long[1];
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0) {
        network.layers().get(0).connection().forEachTarget(i, (j, w) -> macs[0]++);
      }
    }
    return macs[0];
  }

  private static void bruteForceSpikes(
      SpikingNetwork network, SampleRun run, long[][] synops, long[][] spikes) {
    List<SpikeTrain> arriving = new ArrayList<>();
    arriving.add(run.input().orElse(null));
    for (int l = 1; l < network.layers().size(); l++) {
      boolean gated = network.layers().get(l).gate().isPresent();
      arriving.add(gated ? run.gated().get(l) : run.layers().get(l - 1));
    }
    for (int l = 0; l < network.layers().size(); l++) {
      Connection connection = network.layers().get(l).connection();
      for (int t = 0; t < T; t++) {
        long[] count = new long[1];
        for (int i = 0; arriving.get(l) != null && i < connection.inputs(); i++) {
          if (arriving.get(l).fired(t, i)) {
            connection.forEachTarget(i, (j, w) -> count[0]++);
          }
        }
        synops[l][t] += count[0];
        for (int j = 0; l < run.layers().size() && j < connection.outputs(); j++) {
          spikes[l][t] += run.layers().get(l).fired(t, j) ? 1 : 0;
        }
      }
    }
  }
}
