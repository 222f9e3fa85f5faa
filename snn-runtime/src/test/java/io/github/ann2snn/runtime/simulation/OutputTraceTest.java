package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class OutputTraceTest {
  private static OutputTrace trace(float[]... potentials) {
    OutputTrace trace = new OutputTrace(potentials[0].length, potentials.length);
    for (int t = 0; t < potentials.length; t++) {
      trace.record(t, 0, potentials[t], 0, potentials[t].length);
    }
    return trace;
  }

  @Test
  void membraneTiesGoToTheLowestIndex() {
    OutputTrace trace =
        trace(new float[] {1, 1, 0}, new float[] {0, 2, 2}, new float[] {-3, -2, -1});
    assertArrayEquals(new int[] {0, 1, 2}, trace.byMembrane());
    assertArrayEquals(new float[] {-3, -2, -1}, trace.last());
  }

  @Test
  void spikeTiesGoToThePotentialThenToTheLowestIndex() {
    OutputTrace trace =
        trace(new float[] {0, 0, 0}, new float[] {0.5f, 0.25f, 0.5f}, new float[] {0, 9, 0});
    SpikeTrain spikes = new SpikeTrain(3, 3);
    spikes.endStep();
    spikes.fire(0);
    spikes.fire(1);
    spikes.fire(2);
    spikes.endStep();
    spikes.fire(2);
    spikes.endStep();
    // no spikes, equal potentials: 0; one each: 0 and 2 lead by potential: 0; then 2 has two
    assertArrayEquals(new int[] {0, 0, 2}, trace.bySpikes(spikes));
  }
}
