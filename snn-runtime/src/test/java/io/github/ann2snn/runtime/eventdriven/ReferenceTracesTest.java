package io.github.ann2snn.runtime.eventdriven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks that NIR's own Python library wrote, with the spike trains that a Python program got
 * from them, for both resets and both firing rules.
 */
class ReferenceTracesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"mlp_if", "mlp_if_meta", "mlp_if_random", "mlp_lif", "cnn_avgpool", "cnn_sumpool"})
  void spikeTrainsAreThoseOfTheReference(String name) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(ReferenceFiles.nir().resolve(name + ".json").toFile());
    JsonNode simulation = json.get("simulation");
    float[] input = floats(simulation.at("/input_constant/data"));
    SimulationSettings settings =
        new SimulationSettings(
            simulation.get("steps").asInt(), InputCoding.CURRENT, Readout.SPIKES, 1);
    SpikingNetwork file = NirReader.read(ReferenceFiles.nir().resolve(name + ".nir")).network();
    assertEquals(simulation.get("dt").asDouble(), file.timestep());
    for (Reset reset : Reset.values()) {
      for (FireRule rule : FireRule.values()) {
        SpikingNetwork network = file.withFiring(f -> f.withReset(reset).withRule(rule));
        JsonNode expected =
            simulation.get("results").get("reset_" + reset + "_tie_" + rule.symbol());
        for (Simulator simulator :
            List.of(
                new ReferenceSimulator(network, settings),
                new EventDrivenSimulator(network, settings))) {
          assertTraces(expected, network, simulator.run(input, 0));
        }
      }
    }
  }

  private static void assertTraces(JsonNode expected, SpikingNetwork network, SampleRun run) {
    for (int l = 0; l < network.populations().size(); l++) {
      String layer = network.populations().get(l).name();
      SpikeTrain train = run.layers().get(l);
      StringBuilder trains = new StringBuilder();
      expected.get("spike_trains").get(layer).forEach(step -> trains.append(step.asText() + "\n"));
      assertEquals(trains.toString(), train.toString(), layer);
      List<Integer> counts = new ArrayList<>();
      addNumbers(expected.get("spike_counts").get(layer), counts);
      for (int neuron = 0; neuron < train.neurons(); neuron++) {
        assertEquals(counts.get(neuron), train.counts()[neuron]);
      }
    }
    JsonNode potentials = expected.get("v_final").get(network.populations().get(1).name());
    for (int neuron = 0; neuron < potentials.size(); neuron++) {
      assertEquals(potentials.get(neuron).asDouble(), run.potentials()[neuron], 1e-5);
    }
  }

  /** The numbers of nested arrays, row-major. */
  private static void addNumbers(JsonNode node, List<Integer> numbers) {
    if (node.isArray()) {
      node.forEach(child -> addNumbers(child, numbers));
    } else {
      numbers.add(node.asInt());
    }
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).asDouble();
    }
    return floats;
  }
}
