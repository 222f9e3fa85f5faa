package io.github.ann2snn.examples;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.stream.EventStream;
import io.github.ann2snn.runtime.stream.EventStream.EventListener;
import io.github.ann2snn.runtime.stream.EventTiming;
import io.github.ann2snn.runtime.stream.StreamingNetwork;
import io.github.ann2snn.runtime.stream.StreamingSession;
import java.util.List;
import java.util.Map;

/** Feeds the events of a sensor, each with its time, into a network that never stops. */
public final class SensorStream {
  private SensorStream() {}

  /** Two classes: events on the left (pixels 0 and 1), or on the right (pixels 2 and 3). */
  private static SpikingNetwork sides() {
    Affine sums = new Affine(4, 2, new float[] {1, 1, 0, 0, 0, 0, 1, 1}, new float[2]);
    return new SpikingNetwork(
        List.of(4),
        List.of(
            new Population(
                "sides",
                Projection.INPUT,
                sums,
                IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)))),
        1,
        new RunDefaults(10, InputCoding.CURRENT, Readout.SPIKES),
        Map.of("classes", "left, right"));
  }

  /** Takes no arguments. */
  public static void main(String[] args) {
    StreamingSession session = StreamingNetwork.of(sides()).session();
    EventListener listener =
        new EventListener() {
          @Override
          public void decision(long time, int prediction) {
            System.out.println(time + " us: " + (prediction == 0 ? "left" : "right"));
          }
        };
    // A step is a millisecond; after ten of them there is a decision, and the network begins anew.
    EventTiming timing = EventTiming.steps(1_000).windows(10);
    EventStream events = new EventStream(session, timing, listener);
    events.accept(1_250, 0);
    events.accept(4_100, 1);
    events.accept(7_730, 3);
    events.accept(12_040, 2);
    events.accept(12_900, 3);
    events.accept(18_610, 0);
    events.accept(19_020, 2);
    events.advanceTo(20_000);
  }
}
