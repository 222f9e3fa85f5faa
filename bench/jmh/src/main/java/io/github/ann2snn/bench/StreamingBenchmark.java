package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.stream.StreamingNetwork;
import io.github.ann2snn.runtime.stream.StreamingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a session with a 784-512-256-10 network of random weights, on one thread, of whose
 * inputs some spike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
      "-XX:ObjectAlignmentInBytes=64",
      "-XX:PerMethodTrapLimit=1000"
    })
public class StreamingBenchmark {
  private static final int[] SIZES = {784, 512, 256, 10};
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
    SplittableRandom random = new SplittableRandom(42);
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < SIZES.length; l++) {
      float[] weight = new float[SIZES[l - 1] * SIZES[l]];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = (float) (random.nextGaussian() * 0.09);
      }
      Affine affine = new Affine(SIZES[l - 1], SIZES[l], weight, new float[SIZES[l]]);
      Firing firing = Firing.unit(SIZES[l], 0.5f, Reset.SUBTRACT);
      layers.add(new Layer("layer_" + l, affine, IntegrateAndFire.of(firing)));
    }
    RunDefaults defaults = new RunDefaults(32, InputCoding.POISSON, Readout.SPIKES);
    session =
        StreamingNetwork.of(new SpikingNetwork(List.of(SIZES[0]), layers, 1, defaults, Map.of()))
            .session();
    for (int t = 0; t < STEPS; t++) {
      spikes[t] = random.ints(0, SIZES[0]).limit(SIZES[0] * active / 100).toArray();
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
