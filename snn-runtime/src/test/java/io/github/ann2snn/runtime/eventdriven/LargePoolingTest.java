package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Values;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.eventdriven.PopulationStage.Origin;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Max pooling of so many neurons that their currents are kept for a few steps at once. */
class LargePoolingTest {
  private static final FeatureMaps MAPS = new FeatureMaps(16, 256, 256);
  private static final int STEPS = 20;

  private static SpikingNetwork network() {
    MaxGate gate = new MaxGate(MAPS, Window.square(64, 64));
    FeatureMaps few = gate.output();
    Convolution sum =
        new Convolution(
            few, 1, Window.square(4, 1), 1, Values.filled(few.size(), 0.25f), new float[1]);
    return new SpikingNetwork(
        MAPS.shape(),
        List.of(
            new Population(
                "large",
                Projection.INPUT,
                OneToOne.identity(MAPS, Values.filled(16, 1)),
                IntegrateAndFire.of(Firing.unit(MAPS.size(), 0, Reset.SUBTRACT))),
            new Population(
                "small",
                List.of(new Projection(0, Optional.of(gate), sum)),
                IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(STEPS, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void fewStepsAtOnceDoWhatAllDo() {
    SpikingNetwork network = network();
    int together = EventDrivenSimulator.stepsTogether(network);
    assertTrue(together > 1 && together < STEPS, together + " steps");
    float[] input = new float[MAPS.size()];
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 2000; k++) {
      input[random.nextInt(input.length)] = random.nextFloat();
    }
    SimulationSettings settings = SimulationSettings.of(network);
    SampleRun expected = new ReferenceSimulator(network, settings).run(input, 0);
    assertTrue(expected.potentials()[0] > 10);
    assertEquals(expected, new EventDrivenSimulator(network, settings).run(input, 0));

    Map<Origin, MapSpikes> spikes = new HashMap<>();
    PopulationStage.Run large =
        new PopulationStage(network, 0, settings, true).run(List.of(input), 0);
    large.sample(0, spikes);
    assertArrayEquals(expected.layers().get(0).counts(), large.counts());
    large.putSpikes(spikes);
    PopulationStage.Run small =
        new PopulationStage(network, 1, settings, false).run(List.of(input), 0);
    small.sample(0, spikes);
    assertArrayEquals(expected.potentials(), small.potentials());
  }
}
