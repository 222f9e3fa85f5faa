package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.convert.GateTally.GateError;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTallyTest {
  /** Three neurons in a row, of which two at a time are pooled. */
  private static SpikingNetwork network() {
    FeatureMaps row = new FeatureMaps(1, 1, 3);
    Window pairs = new Window(WindowAxis.of(1, 1), WindowAxis.of(2, 1));
    return new SpikingNetwork(
        row.shape(),
        List.of(
            new Population(
                "conv",
                Projection.INPUT,
                new Convolution(row, 1, Window.square(1, 1), 1, new float[] {1}, new float[] {0}),
                IntegrateAndFire.of(Firing.unit(3, 0.5f, Reset.SUBTRACT))),
            new Population(
                "out",
                List.of(
                    new Projection(
                        0,
                        Optional.of(new MaxGate(row, pairs)),
                        new Affine(2, 1, new float[] {1, 1}, new float[1]))),
                IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  @Test
  void comparesWhatComesThroughWithTheLargestRate() {
    GateTally tally = new GateTally(network(), 4);
    tally.add(l -> new int[] {2, 3, 3}, l -> new int[] {3, 1});
    tally.add(l -> new int[] {0, 0, 1}, l -> new int[] {0, 1});
    assertEquals(List.of(new GateError("out", 2.0 / 4 / 4, 0.5, 0.75)), tally.errors());
    assertEquals(
        "0.13 of a rate of 1 on average, 0.50 at most, none in 75.00 %",
        tally.errors().get(0).toString());
  }
}
