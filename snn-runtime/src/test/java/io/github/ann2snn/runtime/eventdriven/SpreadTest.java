package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that share the work for a sample change nothing. */
class SpreadTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 4, 9, 16, 25, 36})
  void runsAreTheSame(long seed) {
    for (SpikingNetwork network :
        List.of(
            RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT),
            RandomGraphs.signed(RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT), seed),
            RandomGraphs.integers(seed, Arithmetic.INT8),
            RandomGraphs.signed(RandomGraphs.integers(seed, Arithmetic.INT8), seed))) {
      float[] input = RandomNetworks.input(seed, network.inputs());
      for (InputCoding coding : List.of(InputCoding.CURRENT, InputCoding.POISSON)) {
        SimulationSettings settings = new SimulationSettings(37, coding, Readout.MEMBRANE, seed);
        Simulator alone = Simulators.of(network, settings);
        List<String> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3, 40}) {
          SampleRun run = alone.spread(threads).run(input, 0);
          runs.add(run.toString());
        }
        runs.forEach(run -> assertEquals(runs.get(0), run));
      }
    }
  }
}
