package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.TripletRule;
import org.junit.jupiter.api.Test;

class CompetitiveNetworkTest {
  private static final CompetitiveModel MODEL = CompetitiveModel.DEFAULT;

  @Test
  void normalisesTheWeightsOfEachNeuron() {
    float[] weights = {0.1f, 0.2f, 0f, 0.6f};
    CompetitiveNetwork network = new CompetitiveNetwork(MODEL, 2, weights, new float[2]);
    network.normalise();
    float sum = (float) (2 * 78.0 / 784);
    assertArrayEquals(new float[] {sum, sum / 4, 0, 3 * sum / 4}, network.weights(), 1e-6f);
    assertArrayEquals(new float[] {sum / 4, 3 * sum / 4}, network.receptiveField(1), 1e-6f);
    assertArrayEquals(new int[] {2, 1}, network.effectiveFanOuts());
  }

  @Test
  void aNeuronWithoutWeightsKeepsNone() {
    CompetitiveNetwork network = new CompetitiveNetwork(MODEL, 2, new float[2], new float[1]);
    network.normalise();
    assertArrayEquals(new float[2], network.weights());
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
