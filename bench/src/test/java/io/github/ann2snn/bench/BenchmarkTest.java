package io.github.ann2snn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Arithmetic;
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
  private static List<String> arithmetics(
      List<Arithmetic> wanted, float weight, List<String> notices)
      throws ConversionRefusedException {
    Affine affine = new Affine(1, 1, new float[] {weight}, new float[1]);
    Population layer =
        new Population(
            "only",
            Projection.INPUT,
            affine,
            IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT)));
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.SPIKES);
    SpikingNetwork network = new SpikingNetwork(List.of(1), List.of(layer), 1, defaults, Map.of());
    return Benchmark.arithmetics(network, wanted, notices::add).stream()
        .map(each -> each.arithmetic().toString())
        .toList();
  }

  @Test
  void tellsOfIntegersThatCannotBeMeasured() throws ConversionRefusedException {
    List<Arithmetic> all = List.of(Arithmetic.values());
    List<String> notices = new ArrayList<>();
    assertEquals(List.of("float", "int16", "int8"), arithmetics(all, 0.5f, notices));
    assertEquals(List.of(), notices);
    assertEquals(List.of("float", "int16"), arithmetics(all, 1000, notices));
    assertEquals(
        List.of(
            "int8 is not measured: layer only: weights of int8 leave no room for its thresholds;"
                + " use more bits or another normalisation"),
        notices);
  }

  @Test
  void measuresWhatIsAskedForOrNothing() throws ConversionRefusedException {
    List<String> notices = new ArrayList<>();
    assertEquals(List.of("int8"), arithmetics(List.of(Arithmetic.INT8), 0.5f, notices));
    assertEquals(List.of(), notices);
    ConversionRefusedException refused =
        assertThrows(
            ConversionRefusedException.class,
            () -> arithmetics(List.of(Arithmetic.INT8), 1000, notices));
    assertTrue(refused.getMessage().startsWith("layer only: weights of int8"), refused.toString());
  }
}
