package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static List<String> arithmetics(float weight, List<String> notices) {
    Affine affine = new Affine(1, 1, new float[] {weight}, new float[1]);
    Population layer =
        new Population(
            "only",
            Projection.INPUT,
            affine,
            IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)));
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES);
    SpikingNetwork network = new SpikingNetwork(List.of(1), List.of(layer), 1, defaults, Map.of());
    return Benchmark.arithmetics(network, notices::add).stream()
        .map(each -> each.arithmetic().toString())
        .toList();
  }

  @Test
  void tellsOfIntegersThatCannotBeMeasured() {
    List<String> notices = new ArrayList<>();
    assertEquals(List.of("float", "int16", "int8"), arithmetics(0.5f, notices));
    assertEquals(List.of(), notices);
    assertEquals(List.of("float", "int16"), arithmetics(1000, notices));
    assertEquals(
        List.of(
            "int8 is not measured: layer only: weights of int8 leave no room for its thresholds;"
                + " use more bits or another normalisation"),
        notices);
  }
}
