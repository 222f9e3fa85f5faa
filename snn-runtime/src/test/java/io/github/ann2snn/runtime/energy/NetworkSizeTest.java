package io.github.ann2snn.runtime.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What random graphs store, added up connection by connection. */
class NetworkSizeTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 5, 7, 12, 19, 23, 31})
  void isThatOfAllConnectionsAndNeurons(long seed) {
    assertSize(RandomGraphs.floats(seed, RandomGraphs.Neurons.CURRENT_BASED), 2);
    assertSize(RandomGraphs.recurrent(RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT), 1), 1);
    assertSize(RandomGraphs.integers(seed, Arithmetic.INT8), 1);
  }

  private static void assertSize(SpikingNetwork network, int statesPerNeuron) {
    long weights = 0;
    long biases = 0;
    long neurons = 0;
    Map<Integer, Long> followed = new HashMap<>();
    for (Population population : network.populations()) {
      neurons += population.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
      for (Projection projection : population.projections()) {
        weights += projection.connection().weight().length;
        biases += projection.connection().bias().length;
        projection
            .gate()
            .ifPresent(gate -> followed.put(projection.source(), (long) gate.input().size()));
      }
      if (population.recurrent().isPresent()) {
        Connection back = population.recurrent().get();
        weights += back.weight().length;
        biases += back.bias().length;
      }
    }
    long gated = followed.values().stream().mapToLong(size -> size).sum();
    Arithmetic arithmetic = network.arithmetic();
    assertEquals(
        new NetworkSize(
            network.inputs(),
            neurons,
            (statesPerNeuron - 1) * neurons + gated,
            weights,
            biases,
            arithmetic.weightBits(),
            arithmetic.stateBits()),
        NetworkSize.of(network));
    long states = biases + (1 + statesPerNeuron) * neurons + gated;
    assertEquals(
        (weights * arithmetic.weightBits() + states * arithmetic.stateBits()) / 8,
        network.footprintBytes());
  }
}
