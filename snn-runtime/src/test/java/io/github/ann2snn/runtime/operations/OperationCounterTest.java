package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Affine;
import io.github.ann2snn.runtime.network.InputCoding;
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
    SimulationSettings settings = new SimulationSettings(T, coding, readout, 1);
    OperationCounter counter = new OperationCounter(network, settings);
    long[][] synops = new long[3][T];
    long[][] spikes = new long[3][T];
    long macs = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] input = RandomNetworks.input(sample, 20);
      SampleRun run = new ReferenceSimulator(network, settings).run(input, sample);
      counter.add(input, run);
      macs += coding == InputCoding.CURRENT ? bruteForceMacs(network, input) : 0;
      bruteForceSpikes(network, run, synops, spikes);
    }

    OperationLedger ledger = counter.ledger();
    assertEquals(SAMPLES, ledger.samples());
    assertEquals(macs, ledger.layers().get(0).analogMacs());
    for (int l = 0; l < 3; l++) {
      assertArrayEquals(synops[l], ledger.layers().get(l).synapticOperations(), "layer " + l);
      assertArrayEquals(spikes[l], ledger.layers().get(l).spikes(), "layer " + l);
    }
    int firing = 15 + 9 + (readout == Readout.SPIKES ? 4 : 0);
    assertEquals(T * (15 + 9 + 4), ledger.perSample(Operation.BIAS_ADD));
    assertEquals(T * firing, ledger.perSample(Operation.THRESHOLD_COMPARE));
    double last = ledger.synapticOperationsByTimestep()[T - 1];
    assertEquals(ledger.perSample(Operation.SYNAPTIC_OPERATION), last);
    assertEquals((double) macs / SAMPLES, ledger.perSample(Operation.ANALOG_MAC));
  }

  private static long bruteForceMacs(SpikingNetwork network, float[] input) {
    Affine first = (Affine) network.layers().get(0).connection();
    long macs = 0;
    for (int j = 0; j < first.outputs(); j++) {
      for (int i = 0; i < first.inputs(); i++) {
        macs += input[i] != 0 ? 1 : 0;
      }
    }
    return macs;
  }

  private static void bruteForceSpikes(
      SpikingNetwork network, SampleRun run, long[][] synops, long[][] spikes) {
    List<SpikeTrain> arriving = new ArrayList<>();
    arriving.add(run.input().orElse(null));
    arriving.addAll(run.layers());
    for (int l = 0; l < network.layers().size(); l++) {
      Affine affine = (Affine) network.layers().get(l).connection();
      for (int t = 0; t < T; t++) {
        for (int i = 0; arriving.get(l) != null && i < affine.inputs(); i++) {
          for (int j = 0; arriving.get(l).fired(t, i) && j < affine.outputs(); j++) {
            synops[l][t]++;
          }
        }
        for (int j = 0; l < run.layers().size() && j < affine.outputs(); j++) {
          spikes[l][t] += run.layers().get(l).fired(t, j) ? 1 : 0;
        }
      }
    }
  }
}
