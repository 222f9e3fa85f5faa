package io.github.ann2snn.runtime.operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger and its totals against a count over every weight and every recorded spike. */
class OperationCounterTest {
  private static final int T = 11;
  private static final int SAMPLES = 5;
  private static final String MLP = "mlp";
  private static final String RECURRENT = "recurrent";
  private static final String GRAPH = "graph ";
  private static final String FED_BACK = "graph fed back ";
  private static final String SIGNED = "graph of signed neurons ";

  static Stream<Arguments> runs() {
    List<String> descriptions =
        List.of(
            MLP,
            RECURRENT,
            "2x8x7 c5 p c6 p d4",
            "1x9x9 p c4 c3 d2",
            "4x7x7 c8 c4 p d3",
            "2x9x9 c6 m c5 m p d3",
            GRAPH + 7,
            FED_BACK + 30,
            SIGNED + 7,
            SIGNED + 12);
    return descriptions.stream()
        .flatMap(
            description ->
                Arrays.stream(InputCoding.values())
                    .flatMap(
                        coding ->
                            Arrays.stream(Readout.values())
                                .flatMap(
                                    readout ->
                                        Stream.of(true, false)
                                            .map(
                                                zeros ->
                                                    Arguments.of(
                                                        description, coding, readout, zeros)))));
  }

  private static SpikingNetwork network(String description, boolean zeros) {
    SpikingNetwork mlp = RandomNetworks.integrateAndFire(7, Reset.SUBTRACT, 20, 15, 9, 4);
    SpikingNetwork network =
        switch (description) {
          case MLP -> mlp;
          case RECURRENT -> RandomNetworks.recurrent(7, mlp);
          default ->
              description.startsWith(GRAPH)
                  ? graph(description)
                  : ConvolutionalNetworks.floats(
                      3, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, description);
        };
    return zeros ? withZeros(network) : network;
  }

  private static SpikingNetwork graph(String description) {
    long seed = Long.parseLong(description.substring(description.lastIndexOf(' ') + 1));
    SpikingNetwork graph = RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT);
    return description.startsWith(FED_BACK)
        ? RandomGraphs.recurrent(graph, -0.01f)
        : description.startsWith(SIGNED) ? RandomGraphs.signed(graph, seed) : graph;
  }

  private static Connection withZeros(Connection connection) {
    float[] weight = connection.weight();
    for (int i = 0; i < weight.length; i += 3) {
      weight[i] = 0;
    }
    return connection.withParameters(weight, connection.bias());
  }

  /** Every third weight becomes 0. */
  private static SpikingNetwork withZeros(SpikingNetwork network) {
    List<Population> layers = new ArrayList<>();
    for (Population layer : network.populations()) {
      layers.add(layer.withConnections(OperationCounterTest::withZeros));
    }
    return new SpikingNetwork(
        network.inputShape(), layers, network.timestep(), network.defaults(), Map.of());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, zeros {3}, seed 3")
  @MethodSource("runs")
  void equalsABruteForceCount(
      String description, InputCoding coding, Readout readout, boolean zeros) {
    SpikingNetwork network = network(description, zeros);
    SimulationSettings settings = new SimulationSettings(T, coding, readout, 1);
    OperationCounter counter = new OperationCounter(network, settings);
    BruteForceCount counted = new BruteForceCount(network, T);
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] input = RandomNetworks.input(sample, network.inputs());
      SampleRun run = new ReferenceSimulator(network, settings).run(input, sample);
      counter.add(input, run);
      counted.add(input, run);
    }
    OperationLedger ledger = counter.ledger();
    assertLayers(counted, ledger);
    assertItems(network, readout, counted, ledger);
    assertTotals(network, coding, counted, ledger);
  }

  private static void assertLayers(BruteForceCount counted, OperationLedger ledger) {
    assertEquals(SAMPLES, ledger.samples());
    assertArrayEquals(counted.inputSpikes, ledger.inputSpikes());
    for (int l = 0; l < counted.spikes.length; l++) {
      LayerLedger layer = ledger.layers().get(l);
      assertEquals(counted.macs[l], layer.analogMacs());
      assertEquals(T * counted.macs[l], layer.analogMacsEveryStep());
      assertEquals(counted.effectiveMacs[l], layer.effectiveMacs());
      assertArrayEquals(counted.synops[l], layer.synapticOperations(), layer.name());
      assertArrayEquals(counted.effective[l], layer.effectiveOperations(), layer.name());
      assertArrayEquals(counted.spikes[l], layer.spikes(), layer.name());
      assertArrayEquals(counted.negative[l], layer.negativeSpikes(), layer.name());
    }
  }

  private static long upTo(long[][] byLayer, int t) {
    return Arrays.stream(byLayer).mapToLong(steps -> Arrays.stream(steps, 0, t).sum()).sum();
  }

  private static void assertItems(
      SpikingNetwork network, Readout readout, BruteForceCount counted, OperationLedger ledger) {
    long neurons = network.populations().stream().mapToLong(l -> l.neurons().neurons()).sum();
    long firing = 0;
    for (Population layer : network.populations()) {
      boolean fires = readout == Readout.SPIKES || layer != network.output();
      firing += fires ? (layer.isSigned() ? 2L : 1L) * layer.size() : 0;
    }
    double samples = SAMPLES;
    long gated = 0;
    long comparisons = 0;
    Set<Integer> followed = new TreeSet<>();
    for (Population layer : network.populations()) {
      for (Projection projection : layer.projections()) {
        if (projection.gate().isPresent()) {
          gated += followed.add(projection.source()) ? projection.inputs() : 0;
          comparisons += comparisons(projection.gate().get());
        }
      }
    }
    for (int t = 1; t <= T; t++) {
      OperationCounts counts = ledger.countsByTimestep().get(t - 1);
      assertEquals(Arrays.stream(counted.macs).sum() / samples, counts.of(Operation.ANALOG_MAC));
      assertEquals(upTo(counted.synops, t) / samples, counts.of(Operation.SYNAPTIC_OPERATION));
      assertEquals((double) (t * neurons), counts.of(Operation.BIAS_ADD));
      assertEquals((double) (t * firing), counts.of(Operation.THRESHOLD_COMPARE));
      assertEquals(upTo(counted.spikes, t) / samples, counts.of(Operation.RESET));
      assertEquals((double) (t * gated), counts.of(Operation.GATE_ADD));
      assertEquals((double) (t * comparisons), counts.of(Operation.GATE_COMPARE));
      assertEquals(Arrays.stream(counted.inputSpikes, 0, t).sum() / samples, counts.inputSpikes());
      assertEquals(
          Arrays.stream(counted.arriving, 0, t).sum() / samples, counts.inputSynapticOperations());
    }
    assertEquals(ledger.countsByTimestep().get(T - 1), ledger.counts());
    for (Operation operation : Operation.values()) {
      assertEquals(ledger.counts().of(operation), ledger.perSample(operation));
    }
  }

  /** Window by window: all pairs of a value and the one before it. */
  private static long comparisons(MaxGate gate) {
    boolean[] seen = new boolean[gate.output().size()];
    long[] count = new long[1];
    for (int i = 0; i < gate.input().size(); i++) {
      gate.forEachWindow(
          i,
          q -> {
            count[0] += seen[q] ? 1 : 0;
            seen[q] = true;
          });
    }
    return count[0];
  }

  private static void assertTotals(
      SpikingNetwork network, InputCoding coding, BruteForceCount counted, OperationLedger ledger) {
    boolean analog = coding == InputCoding.CURRENT;
    Map<Total, Number> totals = Total.of(network, ledger, analog);
    double samples = SAMPLES;
    assertEquals(upTo(counted.effective, T) / samples, totals.get(Total.EFFECTIVE_ACS));
    assertEquals(
        T * Arrays.stream(counted.effectiveMacs).sum() / samples, totals.get(Total.EFFECTIVE_MACS));
    assertEquals(T * paths(network, () -> 1), totals.get(Total.DENSE));
    long firing =
        ledger.layers().stream().filter(LayerLedger::fires).mapToLong(LayerLedger::neurons).sum();
    double silent = 1 - upTo(counted.spikes, T) / samples / (firing * T);
    assertEquals(silent, totals.get(Total.ACTIVATION_SPARSITY).doubleValue(), 1e-12);
    assertEquals(network.footprintBytes(), totals.get(Total.FOOTPRINT_BYTES));
    double synaptic = totals.get(Total.SYNAPTIC_OPERATIONS).doubleValue();
    assertEquals(upTo(counted.synops, T) / samples, synaptic);
    assertEquals(
        synaptic + totals.get(Total.NEURON_OPERATIONS).doubleValue(),
        totals.get(Total.OPERATIONS).doubleValue());
    assertTrue(totals.get(Total.CONNECTION_SPARSITY).doubleValue() < 0.4);
  }

  private static long paths(SpikingNetwork network, LongSupplier one) {
    long[] paths = new long[1];
    for (Population layer : network.populations()) {
      for (Connection connection : layer.connections()) {
        for (int i = 0; i < connection.inputs(); i++) {
          connection.forEachTarget(i, (j, w) -> paths[0] += one.getAsLong());
        }
      }
    }
    return paths[0];
  }
}
