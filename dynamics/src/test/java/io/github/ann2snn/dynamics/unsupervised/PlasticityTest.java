package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two inputs, two neurons; weights are listed input by input. */
class PlasticityTest {
  private final CompetitiveNetwork network =
      new CompetitiveNetwork(
          CompetitiveModel.DEFAULT, 2, new float[] {0.5f, 0.5f, 0.5f, 0.5f}, new float[2]);
  private final Plasticity plasticity = new Plasticity(network);

  @BeforeEach
  void rest() {
    plasticity.rest();
  }

  @Test
  void aFirstSpikeChangesNothing() {
    plasticity.before(0, 0);
    plasticity.behind(0, 1);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, network.weights());
  }

  @Test
  void aSecondSpikeAddsByBothTraces() {
    plasticity.behind(0, 0);
    plasticity.before(1, 6);
    plasticity.behind(0, 20);
    double depressed = 0.5 - 1e-4 * Math.exp(-3.0 / 20);
    double learned = depressed + 1e-2 * Math.exp(-7.0 / 20) * Math.exp(-10.0 / 40);
    assertEquals(learned, network.weights()[2], 1e-6);
    assertEquals(0.5, network.weights()[0], "the input that did not fire");
    assertEquals(0.5, network.weights()[3], "the neuron that did not fire");
  }

  @Test
  void anInputThatFiresAfterwardsIsDepressed() {
    plasticity.behind(1, 0);
    plasticity.before(0, 10);
    assertEquals(0.5 - 1e-4 * Math.exp(-5.0 / 20), network.weights()[1], 1e-7);
    assertEquals(0.5, network.weights()[0]);
  }

  @Test
  void weightsStayFromZeroToOne() {
    for (int t = 0; t < 400; t += 2) {
      plasticity.before(0, t);
      plasticity.behind(0, t + 1);
    }
    assertEquals(1, network.weights()[0]);
    plasticity.rest();
    plasticity.behind(1, 0);
    for (int t = 1; t < 700; t++) {
      for (int again = 0; again < 200; again++) {
        plasticity.before(1, t);
      }
    }
    assertEquals(0, network.weights()[3]);
  }
}
