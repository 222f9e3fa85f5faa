package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane.RefractoryInput;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.files.ReferenceFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spike times, potentials and weights that Brian2 2.5.1 computed for the tutorial's network. */
class BrianReferenceTest {
  private static final double DT_MS = 0.1;
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @ValueSource(strings = {"lif_seed_1p5pA", "lif_2p5nA", "lif_4nA"})
  void neuronFiresAtTheSameStepsWithTheSamePotentials(String name) throws IOException {
    JsonNode expected = reference(name);
    assertEquals(DT_MS, expected.get("dt_ms").asDouble());
    double[] potentials = doubles(expected.get("v_mV"));
    LeakySimulation simulation =
        LeakySimulation.constant(
            new LeakyNetwork(1, LeakyMembrane.tutorial(), DT_MS),
            new double[] {expected.get("I_nA").asDouble()},
            0);
    simulation.advance(potentials.length);
    assertArrayEquals(steps(expected.get("spike_times_ms")), simulation.spikes().stepsOf(0));
    assertArrayEquals(potentials, simulation.potentials(0), TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stdp_n5", "stdp_n100"})
  void networkFiresInTheSameOrderAndLearnsTheSameWeights(String name) throws IOException {
    JsonNode expected = reference(name);
    SynapsePairs pairs = synapses(expected).pairs();
    assertArrayEquals(ints(expected.get("synapse_i")), pairs.sources());
    assertArrayEquals(ints(expected.get("synapse_j")), pairs.targets());
    LeakySimulation simulation = simulation(expected, LeakyMembrane.tutorial());
    LeakySpikes spikes = simulation.spikes();
    assertEquals(rows(expected), rows(spikes));
    assertArrayEquals(doubles(expected.get("w_mV")), simulation.weights(0), TOLERANCE);
  }

  /** The reference's own description says that they arrive; its numbers say otherwise. */
  @Test
  void referenceIgnoresJumpsIntoRefractoryNeurons() throws IOException {
    JsonNode expected = reference("stdp_n5");
    LeakyMembrane open = LeakyMembrane.tutorial().with(RefractoryInput.ADDED);
    LeakySpikes spikes = simulation(expected, open).spikes();
    assertEquals(226, steps(expected.get("spike_t_ms"))[4]);
    assertEquals(225, spikes.step(4));
    assertNotEquals(rows(expected), rows(spikes));
  }

  @Test
  void tutorialsOwnCurrentMakesNothingFire() throws IOException {
    JsonNode expected = reference("stdp_seed_undriven");
    int neurons = expected.get("N").asInt();
    LeakyMembrane membrane = LeakyMembrane.tutorial();
    assertEquals(0.015, membrane.driveMv(0.0015), 1e-15);
    assertEquals(2, membrane.rheobaseNanoamperes());
    SynapseGroup group = TutorialNetwork.synapses(neurons, 0.1);
    LeakySimulation simulation =
        new LeakySimulation(
            new LeakyNetwork(neurons, membrane, DT_MS, List.of(group)), (n, step) -> 0.0015, 7);
    simulation.advance(Math.round(expected.get("duration_ms").asDouble() / DT_MS));
    assertEquals(expected.get("spike_i").size(), simulation.spikes().count());
    assertEquals(0, simulation.spikes().count());
    assertEquals(-70 + 0.015, simulation.potentials(0)[9999], TOLERANCE);
    assertArrayEquals(group.weights(), simulation.weights(0));
  }

  private static LeakySimulation simulation(JsonNode expected, LeakyMembrane membrane) {
    int neurons = expected.get("N").asInt();
    LeakyNetwork network = new LeakyNetwork(neurons, membrane, DT_MS, List.of(synapses(expected)));
    LeakySimulation simulation = LeakySimulation.constant(network, doubles(expected.get("I_nA")));
    simulation.advance(Math.round(expected.get("duration_ms").asDouble() / DT_MS));
    return simulation;
  }

  private static SynapseGroup synapses(JsonNode expected) {
    return TutorialNetwork.synapses(expected.get("N").asInt(), expected.get("w0_mV").asDouble());
  }

  private static JsonNode reference(String name) throws IOException {
    return new ObjectMapper()
        .readTree(ReferenceFiles.brian2().resolve("brian2_reference.json").toFile())
        .get(name);
  }

  private static String rows(JsonNode expected) {
    int[] neurons = ints(expected.get("spike_i"));
    long[] steps = steps(expected.get("spike_t_ms"));
    StringBuilder rows = new StringBuilder();
    for (int s = 0; s < neurons.length; s++) {
      rows.append(neurons[s]).append('@').append(steps[s]).append('\n');
    }
    return rows.toString();
  }

  private static String rows(LeakySpikes spikes) {
    StringBuilder rows = new StringBuilder();
    for (int s = 0; s < spikes.count(); s++) {
      rows.append(spikes.neuron(s)).append('@').append(spikes.step(s)).append('\n');
    }
    return rows.toString();
  }

  private static long[] steps(JsonNode timesMs) {
    long[] steps = new long[timesMs.size()];
    for (int s = 0; s < steps.length; s++) {
      steps[s] = Math.round(timesMs.get(s).asDouble() / DT_MS);
    }
    return steps;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }
}
