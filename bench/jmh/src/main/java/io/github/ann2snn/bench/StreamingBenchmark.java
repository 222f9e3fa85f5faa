package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.stream.StreamingNetwork;
import io.github.ann2snn.runtime.stream.StreamingSession;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One step of a session with a 784-512-256-10 network of random weights, on one thread, of whose
 * inputs some spike.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StreamingBenchmark extends RandomNetworkBenchmark {
  private static final int INPUTS = 784;
  private static final int STEPS = 1024;

  /** Share of the inputs that spike at a step, in percent. */
  @Param({"0", "5"})
  int active;

  private final int[][] spikes = new int[STEPS][];
  private StreamingSession session;
  private int next;

  /** Draws network and spikes. */
  @Setup
  public void draw() {
    dense(INPUTS, 512, 0.09);
    dense(512, 256, 0.09);
    dense(256, 10, 0.09);
    RunDefaults defaults = new RunDefaults(32, InputCoding.POISSON, Readout.SPIKES);
    session = StreamingNetwork.of(network(List.of(INPUTS), defaults)).session();
    for (int t = 0; t < STEPS; t++) {
      spikes[t] = random.ints(0, INPUTS).limit(INPUTS * active / 100).toArray();
    }
  }

  /** A step; the session begins anew after {@value #STEPS}. */
  @Benchmark
  public long step() {
    if (next == STEPS) {
      session.reset();
      next = 0;
    }
    int[] now = spikes[next++];
    session.step(now, now.length);
    return session.prediction();
  }
}
