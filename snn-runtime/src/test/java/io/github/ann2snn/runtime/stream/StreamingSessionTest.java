package io.github.ann2snn.runtime.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.stream.EventStream.EventListener;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingSessionTest {
  /** Two inputs, two classes; input i adds 0.5 to class i, thresholds are 1. */
  static SpikingNetwork halves(Readout readout) {
    Affine affine = new Affine(2, 2, new float[] {0.5f, 0, 0, 0.5f}, new float[2]);
    return new SpikingNetwork(
        List.of(2),
        List.of(
            new Population(
                "only",
                Projection.INPUT,
                affine,
                IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(4, InputCoding.POISSON, readout),
        Map.of());
  }

  private static StreamingSession session(Readout readout) {
    return StreamingNetwork.of(halves(readout)).session();
  }

  @Test
  void carriesItsStateFromStepToStepUntilReset() {
    StreamingSession session = session(Readout.SPIKES);
    int[] out = new int[2];
    session.step(new int[] {1}, 1);
    assertArrayEquals(new float[] {0, 0.5f}, session.potentials(new float[2]));
    assertEquals(0, session.outputSpikes(out));
    assertEquals(1, session.prediction());
    session.step(new int[] {1, 0, 1}, 3);
    assertEquals(1, session.outputSpikes(out));
    assertEquals(1, out[0]);
    assertArrayEquals(new long[] {0, 1}, session.spikeCounts(new long[2]));
    assertEquals(2, session.steps());
    session.reset();
    assertEquals(0, session.steps());
    assertArrayEquals(new long[2], session.spikeCounts(new long[2]));
    session.step(new int[0], 0);
    assertArrayEquals(new float[2], session.potentials(new float[2]));
    assertEquals(0, session.prediction());
  }

  @Test
  void membraneReadoutOnlyIntegrates() {
    StreamingSession session = session(Readout.MEMBRANE);
    for (int t = 0; t < 5; t++) {
      session.step(new int[] {1}, 1);
    }
    assertArrayEquals(new float[] {0, 2.5f}, session.potentials(new float[2]));
    assertEquals(0, session.outputSpikes(new int[2]));
    assertEquals(1, session.prediction());
  }

  @Test
  void sessionsOfOneNetworkAreApart() {
    StreamingNetwork network = StreamingNetwork.of(halves(Readout.MEMBRANE));
    StreamingSession one = network.session();
    StreamingSession other = network.session();
    one.step(new int[] {0}, 1);
    other.step(new int[] {1}, 1);
    assertArrayEquals(new float[] {0.5f, 0}, one.potentials(new float[2]));
    assertArrayEquals(new float[] {0, 0.5f}, other.potentials(new float[2]));
  }

  @Test
  void refusesWhatDoesNotFitAndRunsNoStep() {
    StreamingSession session = session(Readout.SPIKES);
    assertMessage("input 2, expected 0 to 1", () -> session.step(new int[] {0, 2}, 2));
    assertMessage("input -1, expected 0 to 1", () -> session.step(new int[] {-1}, 1));
    assertMessage("2 spikes, expected 0 to 1, as the array has", () -> session.step(new int[1], 2));
    assertMessage("the sample has 3 values, the network takes 2", () -> session.step(new float[3]));
    assertMessage("layer 1, expected 0 to 0, which fire", () -> session.spikes(1, new int[2]));
    assertEquals(0, session.steps());
    session.step(new int[0], 0);
    assertArrayEquals(new float[2], session.potentials(new float[2]));
  }

  @Test
  void saysNothingBeforeTheFirstStep() {
    StreamingSession session = session(Readout.SPIKES);
    assertThrows(IllegalStateException.class, session::prediction);
    assertThrows(IllegalStateException.class, () -> session.potentials(new float[2]));
    assertEquals(0, session.outputSpikes(new int[2]));
  }

  static void assertMessage(String expected, Runnable code) {
    var thrown = assertThrows(IllegalArgumentException.class, code::run);
    assertEquals(expected, thrown.getMessage());
  }

  static Stream<SpikingNetwork> networks() {
    return Stream.of(
        RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 100, 150, 10),
        RandomNetworks.leaky(2, Reset.ZERO, 100, 40, 10),
        RandomNetworks.integers(
            3, Arithmetic.INT8, FireRule.AT_THRESHOLD, Reset.SUBTRACT, 100, 40, 10),
        ConvolutionalNetworks.floats(
            4, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, "1x10x10 p c4 m d10"));
  }

  /**
   * Spikes and values: after some hundred steps, what a step takes is there. With plain loops,
   * because vectors are objects until the JIT compiler has seen enough of them.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void stepsAllocateNothing(SpikingNetwork network) {
    SimulationSettings settings = new SimulationSettings(1, InputCoding.CURRENT, Readout.SPIKES, 0);
    StreamingSession session =
        new StreamingSession(
            StreamingNetwork.of(network, Readout.SPIKES),
            EventDrivenSimulator.withScalarKernel(network, settings).stepped());
    EventStream events = new EventStream(session, EventTiming.steps(10), EventListener.NONE);
    float[] values = RandomNetworks.input(1, network.inputs());
    float[] potentials = new float[network.outputs()];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least > 0; round++) {
      long before = allocated();
      for (int k = 0; k < 1_000; k++) {
        session.step(values);
        for (int e = 0; e < 7; e++) {
          events.accept(events.time() + (e == 0 ? 10 : 0), (k * 37 + e * 11) % values.length);
        }
        session.potentials(potentials);
      }
      least = Math.min(least, allocated() - before);
    }
    // of 2,000 steps
    assertTrue(least <= 2_000, least + " bytes");
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
