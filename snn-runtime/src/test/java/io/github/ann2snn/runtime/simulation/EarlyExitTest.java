package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.EarlyExit.LeadUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyExitTest {
  private static SampleRun run(int[] predictions, float... leads) {
    return new SampleRun(
        Optional.empty(),
        List.of(),
        Map.of(),
        predictions,
        leads,
        new OutputTrace(2, predictions.length));
  }

  private static final SampleRun RUN = run(new int[] {1, 0, 1, 0, 0}, 0, 2, 1, 3, 2.5f);

  @ParameterizedTest
  @CsvSource({"1e-9, 2", "2, 2", "2.0001, 4", "3, 4", "3.5, 5", "1e300, 5"})
  void stopsAtTheFirstStepWhoseLeadReachesTheMargin(double margin, int steps) {
    assertEquals(steps, new EarlyExit(margin).steps(RUN));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesMarginsThatAreNoPositiveNumber(double margin) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new EarlyExit(margin));
    assertEquals(
        "early-exit margin is " + margin + ", expected a finite number > 0", thrown.getMessage());
  }

  @Test
  void anOvertakenLeadIsTheHighestAtWhichASampleCouldStopWithAnotherClass() {
    assertEquals(0, EarlyExit.overtakenLead(RUN));
    assertEquals(2, EarlyExit.overtakenLead(run(new int[] {0, 1, 0, 1, 0}, 1, 2, 1, 1.5f, 3)));
    // the lead of 4 of another class comes after one of 5 of the right one, which stops before it
    assertEquals(1, EarlyExit.overtakenLead(run(new int[] {1, 0, 1, 0}, 1, 5, 4, 2)));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "0.19, 4", "0.2, 3", "0.4, 1", "0.6, 0", "0.99, 0"})
  void calibratesToTheSmallestMarginAboveWhichFewEnoughChange(double tolerated, float above) {
    float[] leads = {0, 4, 1, 0, 3};
    EarlyExit potentials = EarlyExit.calibrate(leads, tolerated, Readout.MEMBRANE);
    assertEquals(Math.nextUp(above), potentials.margin());
    assertEquals(above + 1, EarlyExit.calibrate(leads, tolerated, Readout.SPIKES).margin());
  }

  @Test
  void refusesToCalibrateOnNothing() {
    for (double tolerated : new double[] {-0.1, 1, Double.NaN}) {
      var thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> EarlyExit.calibrate(new float[1], tolerated, Readout.MEMBRANE));
      assertTrue(thrown.getMessage().contains("tolerated share of " + tolerated));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> EarlyExit.calibrate(new float[0], 0.1, Readout.SPIKES));
  }

  @Test
  void leadsAreInThresholdsWhereAllAreEqual() {
    SpikingNetwork mixed = RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 2, 3, 4);
    SpikingNetwork same = mixed.withFiring(firing -> halves(firing.neurons()));
    assertEquals(new LeadUnit("potential", 1), LeadUnit.of(mixed, Readout.MEMBRANE));
    assertEquals(new LeadUnit("thresholds", 0.5f), LeadUnit.of(same, Readout.MEMBRANE));
    assertEquals(new LeadUnit("spikes", 1), LeadUnit.of(same, Readout.SPIKES));
  }

  private static Firing halves(int neurons) {
    float[] half = new float[neurons];
    java.util.Arrays.fill(half, 0.5f);
    Firing unit = Firing.unit(neurons, 0, Reset.SUBTRACT);
    return new Firing(half, new float[neurons], unit.rule(), unit.reset(), new float[neurons]);
  }
}
