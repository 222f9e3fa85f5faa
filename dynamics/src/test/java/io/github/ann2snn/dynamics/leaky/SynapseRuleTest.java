package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseRuleTest {
  private static final NeuronRange THREE = NeuronRange.first(3);
  private static final NeuronRange FROM_TWO = new NeuronRange(2, 2);

  @Test
  void allToAll() {
    assertPairs("0>2 0>3 1>2 1>3 2>3", new SynapseRule.AllToAll(THREE, FROM_TWO, false));
    assertPairs("0>2 0>3 1>2 1>3 2>2 2>3", new SynapseRule.AllToAll(THREE, FROM_TWO, true));
    NeuronRange one = NeuronRange.first(1);
    assertPairs("", new SynapseRule.AllToAll(one, one, false));
  }

  @Test
  void oneToOne() {
    assertPairs("0>4 1>5 2>6", new SynapseRule.OneToOne(THREE, new NeuronRange(4, 3)));
    assertRefused(
        "one-to-one from 3 sources to 2 targets: expected as many targets as sources",
        () -> new SynapseRule.OneToOne(THREE, FROM_TWO));
  }

  @Test
  void listKeepsItsOrder() {
    int[] sources = {2, 0, 2};
    int[] targets = {1, 1, 1};
    SynapseRule rule = new SynapseRule.Listed(new SynapsePairs(sources, targets));
    sources[0] = 9;
    assertPairs("2>1 0>1 2>1", rule);
    assertEquals(rule, new SynapseRule.Listed(new SynapsePairs(new int[] {2, 0, 2}, targets)));
  }

  @Test
  void probabilityZeroAndOne() {
    assertPairs("", new SynapseRule.WithProbability(THREE, FROM_TWO, 0, true, 1));
    assertEquals(
        new SynapseRule.AllToAll(THREE, FROM_TWO, false).pairs(),
        new SynapseRule.WithProbability(THREE, FROM_TWO, 1, false, 1).pairs());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 42})
  void probabilityIsSeeded(long seed) {
    NeuronRange all = NeuronRange.first(100);
    SynapsePairs pairs = new SynapseRule.WithProbability(all, all, 0.3, false, seed).pairs();
    assertEquals(pairs, new SynapseRule.WithProbability(all, all, 0.3, false, seed).pairs());
    assertNotEquals(pairs, new SynapseRule.WithProbability(all, all, 0.3, false, seed + 1).pairs());
    double expected = 9900 * 0.3;
    assertEquals(expected, pairs.count(), 4 * Math.sqrt(expected * 0.7));
    for (int k = 0; k < pairs.count(); k++) {
      assertTrue(pairs.source(k) != pairs.target(k), "no neuron onto itself");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void probabilityIsAtMostOne(double probability) {
    assertRefused(
        "probability of a synapse is " + probability + ", expected 0 to 1",
        () -> new SynapseRule.WithProbability(THREE, THREE, probability, true, 1));
  }

  @Test
  void tooManyPairs() {
    NeuronRange many = NeuronRange.first(100_000);
    SynapseRule rule = new SynapseRule.AllToAll(many, many, true);
    assertRefused(
        "100000 sources and 100000 targets have 10000000000 pairs, expected at most 2147483639;"
            + " use several groups",
        rule::pairs);
  }

  /** Every synapse of a rule carries the spike of its source to its target, and no other does. */
  @Test
  void synapsesOfARuleAreThoseOfTheRun() {
    NeuronRange all = NeuronRange.first(4);
    SynapsePairs pairs = new SynapseRule.WithProbability(all, all, 0.5, true, 3).pairs();
    for (int source = 0; source < 4; source++) {
      int[][] script = {{}, {}, {}, {}};
      script[source] = new int[] {0};
      SynapseGroup group =
          SynapseGroup.of(new SynapseRule.Listed(pairs), new SynapseResponse.Jump(), 3);
      double[] expected = new double[4];
      for (int k = 0; k < pairs.count(); k++) {
        if (pairs.source(k) == source && pairs.target(k) != source) {
          expected[pairs.target(k)] = 3;
        }
      }
      LeakySimulation simulation = ScriptedSpikes.run(2, script, group, 0, 1, 2, 3);
      for (int n = 0; n < 4; n++) {
        assertEquals(expected[n], simulation.potentials(n)[1], source + " to " + n);
      }
    }
  }

  private static void assertPairs(String expected, SynapseRule rule) {
    StringBuilder text = new StringBuilder();
    SynapsePairs pairs = rule.pairs();
    for (int k = 0; k < pairs.count(); k++) {
      text.append(pairs.source(k)).append('>').append(pairs.target(k)).append(' ');
    }
    assertEquals(expected, text.toString().trim());
    assertArrayEquals(pairs.sources(), rule.pairs().sources());
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
