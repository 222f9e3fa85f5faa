package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
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
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worked out by hand. */
class TotalsTest {
  private static Population layer(String name, int source, Affine affine) {
    return new Population(
        name,
        source,
        affine,
        IntegrateAndFire.of(Firing.unit(affine.outputs(), 0, Reset.SUBTRACT)));
  }

  private static SpikingNetwork network(List<Integer> shape, Population... layers) {
    RunDefaults defaults = new RunDefaults(2, InputCoding.CURRENT, Readout.MEMBRANE);
    return new SpikingNetwork(shape, List.of(layers), 1, defaults, Map.of());
  }

  private static Map<Total, Number> totals(SpikingNetwork network, float... input) {
    SimulationSettings settings =
        new SimulationSettings(2, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    OperationCounter counter = new OperationCounter(network, settings);
    counter.add(input, new ReferenceSimulator(network, settings).run(input, 0));
    return Total.of(network, counter.ledger(), true);
  }

  /** Neuron 0 gets 1 and fires twice, neuron 1 gets 0.5 and fires once, at the second step. */
  @Test
  void ofTwoDenseLayers() {
    Affine first = new Affine(3, 2, new float[] {1, 0, 5, 0.5f, 0, 0}, new float[2]);
    Affine second = new Affine(2, 2, new float[] {0, 1, 1, 1}, new float[2]);
    Map<Total, Number> totals =
        totals(
            network(List.of(3), layer("a", Projection.INPUT, first), layer("b", 0, second)),
            1,
            1,
            0);
    // input 0 has two weights, input 1 none, input 2 is zero: 2 a step
    assertEquals(4.0, totals.get(Total.EFFECTIVE_MACS));
    // two spikes of neuron 0 x 1 weight that is not 0, one of neuron 1 x 2
    assertEquals(4.0, totals.get(Total.EFFECTIVE_ACS));
    assertEquals(2 * (6 + 4L), totals.get(Total.DENSE));
    assertEquals(0.25, totals.get(Total.ACTIVATION_SPARSITY));
    assertEquals(0.4, totals.get(Total.CONNECTION_SPARSITY));
    assertEquals(4 * (10 + 4 + 8L), totals.get(Total.FOOTPRINT_BYTES));
    assertEquals(6.0, totals.get(Total.SYNAPTIC_OPERATIONS));
    // biases 2 x 4, the constant input 2 x 3 x 2 once, and 2 at the other step
    assertEquals(22.0, totals.get(Total.NEURON_OPERATIONS));
    assertEquals(28.0, totals.get(Total.OPERATIONS));
    assertEquals((2 * 3 + 1) * 2 + (2 * 2 + 1) * 2L, totals.get(Total.ANN_OPERATIONS));
  }

  /** The borders: SNN Toolbox counts the kernel's fan-in, NeuroBench the paths that there are. */
  @Test
  void ofAConvolution() {
    WindowAxis axis = new WindowAxis(3, 1, 1, 1, 1);
    Convolution convolution =
        new Convolution(
            new FeatureMaps(1, 2, 2),
            1,
            new Window(axis, axis),
            1,
            new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1},
            new float[1]);
    Population layer =
        new Population(
            "c",
            Projection.INPUT,
            convolution,
            IntegrateAndFire.of(Firing.unit(4, 0, Reset.SUBTRACT)));
    Map<Total, Number> totals = totals(network(List.of(1, 2, 2), layer), 1, 0, 0, 0);
    assertEquals(2 * 16L, totals.get(Total.DENSE));
    assertEquals(2 * 4.0, totals.get(Total.EFFECTIVE_MACS));
    assertEquals((2 * 9 + 1) * 4L, totals.get(Total.ANN_OPERATIONS));
    assertEquals(2 * 4 + 2 * 9 * 4 + 4.0, totals.get(Total.NEURON_OPERATIONS));
    assertFalse(totals.containsKey(Total.ACTIVATION_SPARSITY));
  }
}
