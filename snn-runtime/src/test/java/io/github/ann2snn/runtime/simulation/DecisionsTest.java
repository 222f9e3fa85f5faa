package io.github.ann2snn.runtime.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static OutputTrace trace(float[]... potentials) {
    OutputTrace trace = new OutputTrace(potentials[0].length, potentials.length);
    for (int t = 0; t < potentials.length; t++) {
      trace.record(t, 0, potentials[t], 0, potentials[t].length);
    }
    return trace;
  }

  /** The decisions of three steps and three classes, whose thresholds differ. */
  private static Decisions decisions(
      OutputTrace trace, Optional<SpikeTrain> spikes, Optional<EarlyExit> exit) {
    Readout readout = spikes.isPresent() ? Readout.SPIKES : Readout.MEMBRANE;
    return new Decisions(
        RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 2, 3),
        new SimulationSettings(3, InputCoding.CURRENT, readout, 1),
        trace,
        spikes,
        exit);
  }

  @Test
  void membraneTiesGoToTheLowestIndex() {
    OutputTrace trace =
        trace(new float[] {1, 1, 0}, new float[] {0, 1.5f, 2}, new float[] {-3, -2, -1.75f});
    Decisions decisions = decisions(trace, Optional.empty(), Optional.empty());
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    assertArrayEquals(new int[] {0, 2, 2}, run.predictions());
    assertArrayEquals(new float[] {0, 0.5f, 0.25f}, run.leads());
    assertArrayEquals(new float[] {-3, -2, -1.75f}, run.potentials());
  }

  @Test
  void spikeTiesGoToThePotentialThenToTheLowestIndex() {
    OutputTrace trace =
        trace(new float[] {0, 0, 0}, new float[] {0.5f, 0.25f, 0.75f}, new float[] {0, 9, 0});
    SpikeTrain spikes = new SpikeTrain(3, 3);
    Decisions decisions = decisions(trace, Optional.of(spikes), Optional.empty());
    spikes.endStep();
    spikes.fire(0);
    spikes.fire(1);
    spikes.fire(2);
    spikes.endStep();
    spikes.fire(2);
    spikes.endStep();
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(spikes), Map.of());
    // no spikes, equal potentials: 0; one each: 2 leads by potential; then 2 has two
    assertArrayEquals(new int[] {0, 2, 2}, run.predictions());
    assertArrayEquals(new float[] {0, 0, 1}, run.leads());
  }

  @Test
  void readsNoFurtherThanTheStepAtWhichTheSampleStops() {
    OutputTrace trace =
        trace(new float[] {1, 1, 1}, new float[] {0, 0.5f, 2}, new float[] {9, 0, 0});
    Decisions decisions = decisions(trace, Optional.empty(), Optional.of(new EarlyExit(1.5)));
    decisions.readTo(1);
    assertFalse(decisions.done());
    decisions.readTo(3);
    assertTrue(decisions.done());
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    assertArrayEquals(new int[] {0, 2}, run.predictions());
    assertArrayEquals(new float[] {0, 0.5f, 2}, run.potentials());
  }

  @Test
  void infiniteAndUndefinedPotentialsNeverStopASample() {
    float inf = Float.POSITIVE_INFINITY;
    OutputTrace trace =
        trace(
            new float[] {inf, inf, 0},
            new float[] {Float.NaN, 0, 1},
            new float[] {1, Float.NaN, 0});
    Decisions decisions = decisions(trace, Optional.empty(), Optional.of(new EarlyExit(0.5)));
    decisions.readTo(3);
    assertEquals(3, decisions.run(Optional.empty(), List.of(), Map.of()).timesteps());
  }

  /** Processors give the difference of two infinite numbers a sign. */
  @Test
  void noClassLeadsOneThatIsUndefinedWhateverItsSign() {
    float negative = Float.intBitsToFloat(0xffc00000);
    OutputTrace trace =
        trace(
            new float[] {2, negative, 0},
            new float[] {2, 0, negative},
            new float[] {negative, 0, 2});
    Decisions decisions = decisions(trace, Optional.empty(), Optional.of(new EarlyExit(0.5)));
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, run.leads());
  }

  /** Also to one that was behind before, and where zeros have signs. */
  @Test
  void tiesDoNotGoToTheClassThatWasBest() {
    OutputTrace trace =
        trace(new float[] {0, 1, 2}, new float[] {3, 1, 3}, new float[] {-1, -0f, 0});
    Decisions decisions = decisions(trace, Optional.empty(), Optional.empty());
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    assertArrayEquals(new int[] {2, 0, 1}, run.predictions());
    assertArrayEquals(new float[] {1, 0, -0f}, run.leads());
  }

  private static Decisions from(
      int start, OutputTrace trace, Optional<SpikeTrain> spikes, Optional<EarlyExit> exit) {
    Readout readout = spikes.isPresent() ? Readout.SPIKES : Readout.MEMBRANE;
    return new Decisions(
        RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 2, 3),
        new SimulationSettings(3, InputCoding.CURRENT, readout, start, 1),
        trace,
        spikes,
        exit);
  }

  @Test
  void potentialsCountFromTheReadoutStartOn() {
    OutputTrace trace =
        trace(new float[] {5, 0, 0}, new float[] {5.5f, 1, 0.25f}, new float[] {6, 1, 2});
    Decisions decisions = from(2, trace, Optional.empty(), Optional.empty());
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    // class 0 leads by what it had before; since then the others have gained more
    assertArrayEquals(new int[] {0, 1, 2}, run.predictions());
    assertArrayEquals(new float[] {0, 0.5f, 1}, run.leads());
    assertArrayEquals(new float[] {6, 1, 2}, run.potentials());
  }

  @Test
  void anotherSampleBeginsWithoutWhatWasBefore() {
    OutputTrace trace =
        trace(new float[] {5, 0, 0}, new float[] {5.5f, 1, 0.25f}, new float[] {6, 1, 2});
    Decisions decisions = from(3, trace, Optional.empty(), Optional.empty());
    decisions.readTo(3);
    decisions.clear();
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(), Map.of());
    assertArrayEquals(new int[] {0, 0, 2}, run.predictions());
  }

  @Test
  void spikesCountFromTheReadoutStartOn() {
    SpikeTrain spikes = new SpikeTrain(3, 3);
    for (int fired : new int[] {0, 0, 1}) {
      spikes.fire(fired);
      spikes.endStep();
    }
    OutputTrace trace = trace(new float[3], new float[3], new float[3]);
    Decisions decisions = from(3, trace, Optional.of(spikes), Optional.empty());
    decisions.readTo(3);
    SampleRun run = decisions.run(Optional.empty(), List.of(spikes), Map.of());
    assertArrayEquals(new int[] {0, 0, 1}, run.predictions());
    assertArrayEquals(new float[] {0, 0, 1}, run.leads());
  }

  @Test
  void noSampleStopsBeforeTheReadoutStarts() {
    OutputTrace trace =
        trace(new float[] {9, 0, 0}, new float[] {18, 0, 0}, new float[] {27, 0, 0});
    Decisions decisions = from(2, trace, Optional.empty(), Optional.of(new EarlyExit(1)));
    decisions.readTo(3);
    assertEquals(2, decisions.run(Optional.empty(), List.of(), Map.of()).timesteps());
  }

  @Test
  void thereIsNoReadoutBehindTheLastStep() {
    for (int start : new int[] {0, 4}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SimulationSettings(3, InputCoding.CURRENT, Readout.SPIKES, start, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> new RunDefaults(3, InputCoding.CURRENT, Readout.SPIKES, start));
    }
  }
}
