package io.github.ann2snn.dynamics.leaky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.dynamics.leaky.StdpRule.StdpPairing;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.dynamics.leaky.SynapseRule.NeuronRange;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights worked out by hand; dt is 1 ms, A+ 0.3, A- 0.2, tau+ 20 ms, tau- 40 ms. */
class StdpLearningTest {
  private static final double TOLERANCE = 1e-14;

  @Test
  void pairsBeforeAndAfter() {
    assertWeight(0.3 * e(-7 / 20.0), new int[] {3}, new int[] {10}, StdpPairing.ALL_TO_ALL);
    assertWeight(-0.2 * e(-7 / 40.0), new int[] {10}, new int[] {3}, StdpPairing.ALL_TO_ALL);
    assertWeight(0.3, new int[] {5}, new int[] {5}, StdpPairing.ALL_TO_ALL);
    assertWeight(0, new int[] {5}, new int[] {}, StdpPairing.ALL_TO_ALL);
    assertWeight(0, new int[] {}, new int[] {5}, StdpPairing.ALL_TO_ALL);
  }

  @Test
  void allSpikesBeforePairWithTheOneBehind() {
    double both = 0.3 * (e(-20 / 20.0) + e(-10 / 20.0));
    assertWeight(both, new int[] {0, 10}, new int[] {20}, StdpPairing.ALL_TO_ALL);
    double last = 0.3 * e(-10 / 20.0);
    assertWeight(last, new int[] {0, 10}, new int[] {20}, StdpPairing.NEAREST_NEIGHBOUR);
  }

  @Test
  void allSpikesBehindPairWithTheOneBefore() {
    double both = -0.2 * (e(-20 / 40.0) + e(-10 / 40.0));
    assertWeight(both, new int[] {20}, new int[] {0, 10}, StdpPairing.ALL_TO_ALL);
    double last = -0.2 * e(-10 / 40.0);
    assertWeight(last, new int[] {20}, new int[] {0, 10}, StdpPairing.NEAREST_NEIGHBOUR);
  }

  /** Before at 0 and 10, behind at 4 and 12. */
  @Test
  void interleavedSpikes() {
    int[] before = {0, 10};
    int[] behind = {4, 12};
    double shared = 0.3 * e(-4 / 20.0) - 0.2 * e(-6 / 40.0) + 0.3 * e(-2 / 20.0);
    assertWeight(shared, before, behind, StdpPairing.NEAREST_NEIGHBOUR);
    assertWeight(shared + 0.3 * e(-12 / 20.0), before, behind, StdpPairing.ALL_TO_ALL);
  }

  /** The time that counts is that of the arrival. */
  @ParameterizedTest(name = "delay 5, fires at 0 and {0}")
  @CsvSource({"3, -2", "5, 0", "9, 4"})
  void delayMovesTheSpikeBefore(int behind, int lag) {
    SynapseGroup group = synapse(StdpPairing.ALL_TO_ALL).withDelay(5);
    double[] weights = ScriptedSpikes.run(20, new int[][] {{0}, {behind}}, group).weights(0);
    assertEquals(rule(StdpPairing.ALL_TO_ALL).change(lag), weights[0], TOLERANCE);
  }

  @Test
  void weightsAreClipped() {
    int[][] up = {{0, 30}, {1, 31}};
    SynapseGroup group = synapse(StdpPairing.NEAREST_NEIGHBOUR);
    assertEquals(0.25, ScriptedSpikes.run(32, up, group.withLimits(-1, 0.25)).weights(0)[0]);
    int[][] down = {{1}, {0}};
    assertEquals(-0.1, ScriptedSpikes.run(32, down, group.withLimits(-0.1, 1)).weights(0)[0]);
  }

  /** Clipped at each event, not at the end: up to the limit, then down from there. */
  @Test
  void clippingForgets() {
    SynapseGroup group = synapse(StdpPairing.NEAREST_NEIGHBOUR).withLimits(-1, 0.1);
    double[] weights = ScriptedSpikes.run(9, new int[][] {{0, 6}, {1}}, group).weights(0);
    assertEquals(0.1 - 0.2 * e(-5 / 40.0), weights[0], TOLERANCE);
  }

  @Test
  void arrivingSpikeJumpsByTheWeightBeforeItLearns() {
    SynapseGroup group = synapse(StdpPairing.ALL_TO_ALL).withWeights(2);
    LeakySimulation simulation = ScriptedSpikes.run(4, new int[][] {{2}, {0}}, group, 1);
    assertEquals(2, simulation.potentials(0)[3]);
    assertEquals(2 - 0.2 * e(-2 / 40.0), simulation.weights(0)[0], TOLERANCE);
  }

  @Test
  void synapseOfANeuronOntoItselfPairsItsOwnSpikes() {
    SynapseGroup group =
        SynapseGroup.of(
                ScriptedSpikes.listed(new int[] {0}, new int[] {0}), new SynapseResponse.Jump(), 0)
            .withPlasticity(rule(StdpPairing.ALL_TO_ALL));
    double[] weights = ScriptedSpikes.run(9, new int[][] {{0, 4}}, group).weights(0);
    double expected = 0.3 + 0.3 + 0.3 * e(-4 / 20.0) - 0.2 * e(-4 / 40.0);
    assertEquals(expected, weights[0], TOLERANCE);
  }

  @Test
  void pauseLongerThanTheTableOfDecays() {
    SynapseGroup group =
        ScriptedSpikes.single(new SynapseResponse.Jump(), 0)
            .withPlasticity(new StdpRule(0.3, 0.2, 3000, 5000, StdpPairing.ALL_TO_ALL));
    double[] weights = ScriptedSpikes.run(9001, new int[][] {{0}, {9000}}, group).weights(0);
    assertEquals(0.3 * e(-3), weights[0], TOLERANCE);
  }

  /** The weight is the sum over all pairs of the spikes that the run recorded. */
  @ParameterizedTest(name = "seed {0}, {1}")
  @CsvSource({
    "1, ALL_TO_ALL",
    "2, ALL_TO_ALL",
    "3, ALL_TO_ALL",
    "4, NEAREST_NEIGHBOUR",
    "5, NEAREST_NEIGHBOUR",
    "6, NEAREST_NEIGHBOUR"
  })
  void weightsAreSumsOverPairs(long seed, StdpPairing pairing) {
    SplittableRandom random = new SplittableRandom(seed);
    NeuronRange all = NeuronRange.first(12);
    SynapseRule rule = new SynapseRule.WithProbability(all, all, 0.4, true, seed);
    SynapsePairs pairs = rule.pairs();
    int[] delays = random.ints(pairs.count(), 0, 9).toArray();
    SynapseGroup group =
        SynapseGroup.of(rule, new SynapseResponse.ExponentialCurrent(5), 0.5)
            .withDelays(delays)
            .withPlasticity(rule(pairing));
    double[] currents = random.doubles(12, 2.1, 4).toArray();
    LeakySimulation simulation =
        LeakySimulation.constant(
            new LeakyNetwork(12, LeakyMembrane.tutorial(), 1, List.of(group)), currents);
    simulation.advance(400);
    LeakySpikes spikes = simulation.spikes();
    assertTrue(spikes.count() > 100, "the network is driven");
    double[] expected = new double[pairs.count()];
    for (int k = 0; k < expected.length; k++) {
      long[] before = spikes.stepsOf(pairs.source(k));
      long[] behind = spikes.stepsOf(pairs.target(k));
      expected[k] = 0.5 + PairSum.of(rule(pairing), before, delays[k], behind, 400);
    }
    assertArrayEquals(expected, simulation.weights(0), 1e-11);
  }

  private static void assertWeight(
      double expected, int[] before, int[] behind, StdpPairing pairing) {
    double[] weights =
        ScriptedSpikes.run(40, new int[][] {before, behind}, synapse(pairing)).weights(0);
    assertEquals(expected, weights[0], TOLERANCE);
  }

  private static SynapseGroup synapse(StdpPairing pairing) {
    return ScriptedSpikes.single(new SynapseResponse.Jump(), 0).withPlasticity(rule(pairing));
  }

  private static StdpRule rule(StdpPairing pairing) {
    return new StdpRule(0.3, 0.2, 20, 40, pairing);
  }

  private static double e(double exponent) {
    return Math.exp(exponent);
  }
}
