package io.github.ann2snn.runtime.stream;

import static io.github.ann2snn.runtime.stream.StreamingSessionTest.assertMessage;
import static io.github.ann2snn.runtime.stream.StreamingSessionTest.halves;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.stream.EventStream.EventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final List<String> heard = new ArrayList<>();

  private final EventListener listener =
      new EventListener() {
        @Override
        public void spike(long time, int output) {
          heard.add(output + "@" + time);
        }

        @Override
        public void decision(long time, int prediction) {
          heard.add("class " + prediction + "@" + time);
        }
      };

  private EventStream stream(EventTiming timing) {
    return new EventStream(StreamingNetwork.of(halves(Readout.SPIKES)).session(), timing, listener);
  }

  @Test
  void collectsTheEventsOfAStep() {
    EventStream events = stream(EventTiming.steps(10));
    events.accept(3, 0);
    events.accept(1, 0);
    events.accept(9, 1);
    assertEquals(0, events.steps());
    // the step [0, 10) runs: both at 0.5
    events.accept(10, 0);
    assertEquals(1, events.steps());
    events.advanceTo(19);
    assertEquals(1, events.steps());
    // the step [10, 20): 0 fires when it ends
    events.advanceTo(20);
    events.accept(45, 1);
    events.finish();
    assertEquals(5, events.steps());
    assertEquals(50, events.time());
    assertEquals(List.of("0@20", "1@50"), heard);
  }

  @Test
  void emptyStepsRunToo() {
    SpikingNetwork network = RandomNetworks.leaky(5, Reset.SUBTRACT, 6, 20, 3);
    StreamingNetwork prepared = StreamingNetwork.of(network, Readout.SPIKES);
    EventStream events =
        new EventStream(prepared.session(), EventTiming.steps(100).from(-50), EventListener.NONE);
    StreamingSession direct = prepared.session();
    Random random = new Random(7);
    for (int t = 0; t < 200; t++) {
      int[] spike = random.nextInt(20) == 0 ? new int[] {random.nextInt(6)} : new int[0];
      direct.step(spike, spike.length);
      for (int channel : spike) {
        events.accept(-50 + 100L * t + random.nextInt(100), channel);
      }
    }
    events.advanceTo(-50 + 100 * 200);
    assertEquals(200, events.steps());
    assertArrayEquals(direct.potentials(new float[3]), events.session().potentials(new float[3]));
    assertArrayEquals(direct.spikeCounts(new long[3]), events.session().spikeCounts(new long[3]));
  }

  @Test
  void decidesAfterEachWindowAndBeginsAnew() {
    EventStream events = stream(EventTiming.steps(10).windows(2));
    events.accept(0, 1);
    // what this leaves behind, half a threshold, is forgotten
    events.accept(25, 0);
    events.accept(35, 1);
    events.accept(36, 0);
    events.advanceTo(60);
    assertEquals(List.of("class 1@20", "0@40", "class 0@40", "class 0@60"), heard);
  }

  @Test
  void lateEventsAreRefusedOrDropped() {
    EventStream events = stream(EventTiming.steps(10));
    events.accept(20, 0);
    assertMessage(
        "the event at 19 is late: the steps before 20 have run; sort the events, take wider steps"
            + " or drop late ones",
        () -> events.accept(19, 0));
    assertMessage("input 2, expected 0 to 1", () -> events.accept(20, 2));
    EventStream dropping = stream(EventTiming.steps(10).droppingLate().from(5));
    dropping.accept(4, 0);
    dropping.accept(5, 0);
    dropping.accept(100, 0);
    dropping.accept(94, 1);
    assertEquals(2, dropping.dropped());
    dropping.advanceTo(0);
    assertEquals(9, dropping.steps());
  }

  @Test
  void refusesTimesThatAreFarAway() {
    EventStream events = stream(EventTiming.steps(1).withLongestGap(5));
    events.accept(5, 0);
    assertMessage(
        "the next step is 6 steps ahead, expected at most 5; see EventTiming.withLongestGap",
        () -> events.accept(11, 0));
    assertEquals(5, events.steps());
    EventStream early = stream(EventTiming.steps(1).from(Long.MIN_VALUE));
    assertMessage(
        "the time 9223372036854775807 is too far from the origin -9223372036854775808",
        () -> early.accept(Long.MAX_VALUE, 0));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertMessage("the width of a step is 0, expected at least 1", () -> EventTiming.steps(0));
    EventTiming timing = EventTiming.steps(1);
    assertMessage("the window is -1, expected at least 0", () -> timing.windows(-1));
    assertMessage("the longest gap is 0, expected at least 1", () -> timing.withLongestGap(0));
  }
}
