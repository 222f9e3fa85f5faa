package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.dynamics.unsupervised.CompetitiveModel.ConductanceMembrane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final double DT = 0.5;

  private final int[] fired = new int[2];
  private final Population population = new Population(ConductanceMembrane.EXCITATORY, 2, 1);

  @BeforeEach
  void rest() {
    population.rest();
  }

  @Test
  void staysAtRestWithoutInput() {
    population.integrate(0);
    assertEquals(-65, population.potentials()[0], 1e-5);
    assertEquals(0, population.fire(0, fired));
  }

  @Test
  void solvesTheImplicitStepWithTheMeanConductance() {
    population.excite(0, 4);
    population.inhibitOthers(new int[] {0}, 1, 3);
    population.integrate(0);
    double excitation = 4 * (1 - Math.exp(-DT)) / DT;
    double inhibition = 3 * (1 - Math.exp(-DT / 2)) * 2 / DT;
    double share = DT / 100;
    assertEquals(
        (-65 + share * -65) / (1 + share * (1 + excitation)), population.potentials()[0], 1e-4);
    assertEquals(
        (-65 + share * (-65 - 100 * inhibition)) / (1 + share * (1 + inhibition)),
        population.potentials()[1],
        1e-4);
  }

  @Test
  void conductancesDecayFromStepToStep() {
    population.excite(0, 4);
    population.integrate(0);
    double before = population.potentials()[0];
    population.integrate(1);
    double excitation = 4 * Math.exp(-DT) * (1 - Math.exp(-DT)) / DT;
    double share = DT / 100;
    assertEquals(
        (before + share * -65) / (1 + share * (1 + excitation)), population.potentials()[0], 1e-4);
  }

  @Test
  void firesAboveTheThresholdAndIsHeldWhileRefractory() {
    population.excite(1, 200);
    population.integrate(0);
    assertEquals(1, population.fire(0, fired));
    assertEquals(1, fired[0]);
    for (int t = 1; t < 10; t++) {
      population.integrate(t);
      assertEquals(-65, population.potentials()[1], "step " + t);
    }
    population.excite(1, 200);
    population.integrate(10);
    assertEquals(1, population.fire(10, fired), "5 ms are over");
  }

  @Test
  void aRaisedThresholdNeedsMore() {
    population.excite(1, 60);
    population.raise(1, 100);
    population.integrate(0);
    assertEquals(0, population.fire(0, fired));
  }
}
