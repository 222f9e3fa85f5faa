package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.TripletRule;
import io.github.ann2snn.runtime.columns.ColumnKernel.Columns;
import org.junit.jupiter.api.Test;

class CompetitiveNetworkTest {
  private static final CompetitiveModel MODEL = CompetitiveModel.DEFAULT;

  @Test
  void tilesHoldTheWeightsOfManyNeuronsAndNothingElse() {
    CompetitiveNetwork network = CompetitiveNetwork.random(MODEL, 3, 40, 1);
    float[] tiles = network.tiles();
    float sum = 0;
    for (float value : tiles) {
      sum += value;
    }
    float expected = 0;
    for (float weight : network.weights()) {
      expected += weight;
    }
    assertEquals(expected, sum, 1e-4);
    assertEquals(network.weights()[2 * 40 + 33], tiles[Columns.at(3, 33) + 2 * 32]);
    CompetitiveNetwork other = CompetitiveNetwork.random(MODEL, 3, 40, 2);
    other.setTiles(tiles);
    assertEquals(network, other);
  }

  @Test
  void tellsWeightsByNeuronAndByInput() {
    float[] weights = {0.1f, 0.2f, 0f, 0.6f};
    CompetitiveNetwork network = new CompetitiveNetwork(MODEL, 2, weights, new float[2]);
    assertArrayEquals(new float[] {0.2f, 0.6f}, network.receptiveField(1));
    assertArrayEquals(new int[] {2, 1}, network.effectiveFanOuts());
  }

  @Test
  void theSeedDecidesTheStart() {
    CompetitiveNetwork one = CompetitiveNetwork.random(MODEL, 5, 3, 1);
    assertEquals(one, CompetitiveNetwork.random(MODEL, 5, 3, 1));
    assertNotEquals(one, CompetitiveNetwork.random(MODEL, 5, 3, 2));
    for (float weight : one.weights()) {
      assertEquals(0.153, weight, 0.15, "in [0.003, 0.303)");
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused("3 weights, expected 2 x 2", new float[3], new float[2]);
    refused("weight 1.5, expected 0 to 1", new float[] {0, 0, 1.5f, 0}, new float[2]);
    refused("weight NaN, expected 0 to 1", new float[] {0, 0, Float.NaN, 0}, new float[2]);
    refused("adaptive threshold -1.0 mV, expected at least 0", new float[4], new float[] {0, -1});
    refused(
        "2 inputs and 0 neurons, expected at least 1 input and 1 to 10000 neurons",
        new float[0],
        new float[0]);
    assertThrows(
        IllegalArgumentException.class, () -> CompetitiveNetwork.random(MODEL, 2, 10_001, 1));
  }

  private static void refused(String message, float[] weights, float[] thresholds) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new CompetitiveNetwork(MODEL, 2, weights, thresholds))
            .getMessage());
  }

  @Test
  void refusesConstantsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> MODEL.withInhibition(-1));
    assertThrows(IllegalArgumentException.class, () -> MODEL.withInhibition(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> MODEL.withThresholdStepMv(-0.1));
    assertThrows(IllegalArgumentException.class, () -> new TripletRule(1e-4, 1e-2, 20, 0, 40));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConductanceMembrane(100, -65, -50, -52, 5, 0, -100));
  }
}
