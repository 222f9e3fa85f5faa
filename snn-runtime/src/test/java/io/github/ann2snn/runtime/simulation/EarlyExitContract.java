package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every simulator must do with samples that stop early. */
abstract class EarlyExitContract {
  abstract Simulator simulator(SpikingNetwork network, SimulationSettings settings);

  private static SampleRun stopped(Simulator simulator, float[] input, long sample, double margin) {
    List<SampleRun> runs = new ArrayList<>();
    simulator.run(List.of(input), sample, Optional.of(new EarlyExit(margin)), runs::add);
    return runs.get(0);
  }

  /** Two classes of threshold 0.5 that take input 0 with weight 1, input 1 with weight 1. */
  private static SpikingNetwork copies() {
    Firing unit = Firing.unit(2, 0, Reset.SUBTRACT);
    Firing half =
        new Firing(new float[] {0.5f, 0.5f}, new float[2], unit.rule(), unit.reset(), new float[2]);
    Affine affine = new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]);
    return new SpikingNetwork(
        List.of(2),
        List.of(new Population("only", Projection.INPUT, affine, IntegrateAndFire.of(half))),
        1,
        new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void membraneLeadsByHand() {
    SimulationSettings settings =
        new SimulationSettings(12, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    // potentials t * (.25, .375): lead .125 t, in thresholds .25 t, so 1 is reached at t = 4
    SampleRun run = stopped(simulator(copies(), settings), new float[] {0.25f, 0.375f}, 0, 1);
    assertArrayEquals(new float[] {0.25f, 0.5f, 0.75f, 1}, run.leads());
    assertArrayEquals(new int[] {1, 1, 1, 1}, run.predictions());
    assertArrayEquals(new float[] {1, 1.5f}, run.potentials());
    assertTrue(run.layers().isEmpty());
  }

  @Test
  void spikeLeadsByHand() {
    SimulationSettings settings =
        new SimulationSettings(12, InputCoding.CURRENT, Readout.SPIKES, 1);
    // .125 a step fires at 4, 8, 12; .25 a step at 2, 4, 6, 8, 10: the lead is 2 at step 6
    SampleRun run = stopped(simulator(copies(), settings), new float[] {0.125f, 0.25f}, 0, 2);
    assertArrayEquals(new float[] {0, 1, 1, 1, 1, 2}, run.leads());
    assertEquals("00\n01\n00\n11\n00\n01\n", run.layers().get(0).toString());
    assertEquals(1, run.prediction());
  }

  @Test
  void aTieNeverStops() {
    for (Readout readout : Readout.values()) {
      SimulationSettings settings = new SimulationSettings(12, InputCoding.CURRENT, readout, 1);
      float[] equal = {0.25f, 0.25f};
      assertEquals(
          12, stopped(simulator(copies(), settings), equal, 0, Double.MIN_VALUE).timesteps());
    }
  }

  /** A run that stopped after n steps is a whole run of n steps. */
  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}")
  @CsvSource({
    "1, CURRENT, MEMBRANE, 40", "2, CURRENT, SPIKES, 33", "3, POISSON, MEMBRANE, 17",
    "14, POISSON, SPIKES, 35", "2, REGULAR, SPIKES, 29", "6, BINARY, MEMBRANE, 8"
  })
  void equalsABriefRun(long seed, InputCoding coding, Readout readout, int timesteps) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(seed, Reset.SUBTRACT, 20, 150, 30, 5);
    assertEqualsBriefRuns(network, new SimulationSettings(timesteps, coding, readout, seed));
  }

  @ParameterizedTest(name = "seed {0}, {1}, {2}, T {3}")
  @CsvSource({
    "5, CURRENT, MEMBRANE, 20",
    "31, CURRENT, SPIKES, 20",
    "24, POISSON, MEMBRANE, 35",
    "33, REGULAR, SPIKES, 20"
  })
  void equalsABriefRunOfAGraph(long seed, InputCoding coding, Readout readout, int timesteps) {
    SpikingNetwork network = RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT);
    assertEqualsBriefRuns(network, new SimulationSettings(timesteps, coding, readout, seed));
  }

  private void assertEqualsBriefRuns(SpikingNetwork network, SimulationSettings settings) {
    int timesteps = settings.timesteps();
    Simulator simulator = simulator(network, settings);
    TreeSet<Integer> seen = new TreeSet<>();
    for (int sample = 0; sample < 4; sample++) {
      float[] input = RandomNetworks.input(100 * settings.seed() + sample, network.inputs());
      float[] leads = simulator.run(input, sample).leads();
      Arrays.sort(leads);
      for (int rank = 0; rank < timesteps; rank += timesteps / 4) {
        float margin = Math.max(leads[rank], Float.MIN_VALUE);
        SampleRun run = stopped(simulator, input, sample, margin);
        assertEquals(briefRun(network, settings, input, sample, margin), run);
        seen.add(run.timesteps());
      }
    }
    assertTrue(seen.size() > 2, "always the same number of steps: " + seen);
  }

  /**
   * By whole runs of 1, 2, ... steps, until the potentials or spike counts are far enough apart.
   */
  private static SampleRun briefRun(
      SpikingNetwork network, SimulationSettings full, float[] input, long sample, float margin) {
    for (int steps = 1; ; steps++) {
      SimulationSettings brief =
          new SimulationSettings(steps, full.coding(), full.readout(), full.seed());
      SampleRun run = new ReferenceSimulator(network, brief).run(input, sample);
      float[] scores = run.potentials().clone();
      for (int c = 0; c < scores.length && full.readout() == Readout.SPIKES; c++) {
        scores[c] = run.layers().get(run.layers().size() - 1).counts()[c];
      }
      Arrays.sort(scores);
      float lead = scores[scores.length - 1] - scores[scores.length - 2];
      if (steps == full.timesteps() || lead >= margin) {
        return run;
      }
    }
  }

  @Test
  void aMarginThatIsNeverReachedGivesTheFullRun() {
    for (Readout readout : Readout.values()) {
      SpikingNetwork network = RandomNetworks.leaky(3, Reset.ZERO, 20, 70, 4);
      SimulationSettings settings = new SimulationSettings(45, InputCoding.POISSON, readout, 7);
      Simulator simulator = simulator(network, settings);
      float[] input = RandomNetworks.input(1, 20);
      assertEquals(simulator.run(input, 5), stopped(simulator, input, 5, 1e30));
    }
  }

  /** Samples of a batch share room to compute in, also where the one before stopped early. */
  @Test
  void aBatchDoesWhatItsSamplesDoAlone() {
    SpikingNetwork network = RandomNetworks.integrateAndFire(8, Reset.SUBTRACT, 20, 150, 70, 5);
    Simulator simulator =
        simulator(network, new SimulationSettings(45, InputCoding.REGULAR, Readout.SPIKES, 2));
    List<float[]> inputs = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    for (int sample = 0; sample < 9; sample++) {
      inputs.add(RandomNetworks.input(sample, 20));
      alone.add(stopped(simulator, inputs.get(sample), 7 + sample, 3).toString());
    }
    List<String> together = new ArrayList<>();
    simulator.run(inputs, 7, Optional.of(new EarlyExit(3)), run -> together.add(run.toString()));
    assertEquals(alone, together);
  }

  @Test
  void aSingleClassHasNoRival() {
    SpikingNetwork network = RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 3, 1);
    SimulationSettings settings =
        new SimulationSettings(9, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    assertEquals(1, stopped(simulator(network, settings), new float[3], 0, 1e30).timesteps());
  }
}
