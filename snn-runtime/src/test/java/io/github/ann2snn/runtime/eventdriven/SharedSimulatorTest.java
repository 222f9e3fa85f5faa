package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One simulator, many threads. */
class SharedSimulatorTest {
  private static final int SAMPLES = 200;

  @Test
  void manyThreadsShareASimulator() throws Exception {
    SpikingNetwork network = RandomNetworks.leaky(3, Reset.SUBTRACT, 40, 70, 10);
    Simulator simulator = new EventDrivenSimulator(network);
    List<SampleRun> alone = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      alone.add(simulator.run(input(sample), sample));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<SampleRun>> together = new ArrayList<>();
      for (int sample = 0; sample < SAMPLES; sample++) {
        int index = sample;
        together.add(threads.submit(() -> simulator.run(input(index), index)));
      }
      for (int sample = 0; sample < SAMPLES; sample++) {
        assertEquals(alone.get(sample), together.get(sample).get());
        assertEquals(alone.get(sample).prediction(), simulator.classify(input(sample)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Batches share room, whatever ran in it before: more samples, or fewer. */
  @Test
  void batchesDoNotSeeEachOther() {
    for (SpikingNetwork network :
        List.of(
            RandomNetworks.integrateAndFire(5, Reset.SUBTRACT, 40, 70, 10),
            RandomNetworks.integers(
                6, Arithmetic.INT16, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 40, 70, 10))) {
      SimulationSettings settings =
          new SimulationSettings(40, InputCoding.CURRENT, Readout.MEMBRANE, 1);
      Simulator simulator = new EventDrivenSimulator(network, settings);
      Simulator reference = new ReferenceSimulator(network, settings);
      for (int samples : new int[] {64, 1, 65, 2, 3, 64}) {
        List<float[]> inputs = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
          inputs.add(input(samples + sample));
        }
        int[] told = new int[1];
        simulator.run(
            inputs, 0, run -> assertEquals(reference.run(inputs.get(told[0]), told[0]++), run));
        assertEquals(samples, told[0]);
      }
    }
  }

  private static float[] input(int sample) {
    return RandomNetworks.input(sample, 40);
  }
}
