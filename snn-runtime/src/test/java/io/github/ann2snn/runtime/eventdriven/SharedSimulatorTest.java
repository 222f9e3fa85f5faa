package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SampleRun;
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

  private static float[] input(int sample) {
    return RandomNetworks.input(sample, 40);
  }
}
