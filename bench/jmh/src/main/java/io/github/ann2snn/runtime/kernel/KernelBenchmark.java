package io.github.ann2snn.runtime.kernel;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.kernel.Kernel.History;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simd.Aligned;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The inner loops one by one, for the second layer of the default network: 512 inputs, of which a
 * quarter fires at a fifth of the steps, 256 neurons, 32 steps. {@code bytes} is the rate of the
 * weights that are read.
 */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
      "-XX:ObjectAlignmentInBytes=64"
    })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class KernelBenchmark {
  private static final int INPUTS = 512;
  private static final int NEURONS = 256;
  private static final int STEPS = Kernel.STEPS;

  /** Which kernel. */
  @Param({"simd", "scalar"})
  private String name;

  private Kernel kernel;
  private LayerProgram floats;
  private IntegerProgram integers;
  private SpikeTrain in;
  private SpikeTrain out;
  private final float[] currents = Aligned.floats(STEPS * NeuronProgram.TILE);
  private final float[] v = Aligned.floats(NEURONS);
  private final short[] integerCurrents = Aligned.shorts(STEPS * IntegerProgram.TILE);
  private final short[] integerV = Aligned.shorts(NEURONS);
  private final short[] room = Aligned.shorts(NEURONS);
  private final History history = History.of(NEURONS);

  /** Weights read. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    /** Bytes of weights. */
    public long bytes;

    /** Starts at zero. */
    @Setup(Level.Iteration)
    public void clear() {
      bytes = 0;
    }
  }

  /** Makes a layer and spikes. */
  @Setup
  public void prepare() {
    kernel = name.equals("simd") ? new SimdKernel() : new ScalarKernel();
    SplittableRandom random = new SplittableRandom(1);
    float[] weight = new float[INPUTS * NEURONS];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = random.nextInt(-20, 22);
    }
    Firing firing = Firing.unit(NEURONS, 0, Reset.SUBTRACT);
    Affine affine = new Affine(INPUTS, NEURONS, weight, new float[NEURONS]);
    Population layer = new Population("layer", -1, affine, IntegrateAndFire.of(firing));
    floats = LayerProgram.of(NeuronProgram.of(layer, 1), affine);
    integers = IntegerProgram.of(layer, List.of(affine)).get(0);
    in = new SpikeTrain(INPUTS, STEPS);
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < INPUTS; i++) {
        if (i * 37 % 4 == 0 && random.nextInt(5) == 0) {
          in.fire(i);
        }
      }
      in.endStep();
    }
    out = new SpikeTrain(NEURONS, STEPS);
    for (int j = 0; j < NEURONS; j += 2) {
      history.fired()[Aligned.LEAD + j] = random.nextInt() & random.nextInt();
    }
  }

  /** Rows of single-precision weights. */
  @Benchmark
  public float[] addSpikes(Work work) {
    for (int from = 0; from < NEURONS; from += NeuronProgram.TILE) {
      kernel.addSpikes(floats, from, in, 0, STEPS, floats.neurons().bias(), currents);
    }
    work.bytes += (long) in.end() * NEURONS * Float.BYTES;
    return currents;
  }

  /** Rows of 16-bit weights. */
  @Benchmark
  public short[] addSpikesInteger(Work work) {
    for (int from = 0; from < NEURONS; from += IntegerProgram.TILE) {
      kernel.addSpikes(integers, from, in, 0, STEPS, integers.bias(), integerCurrents);
    }
    work.bytes += (long) in.end() * NEURONS * Short.BYTES;
    return integerCurrents;
  }

  /** 256 neurons, 32 steps. */
  @Benchmark
  public int[] integrateAndFire() {
    for (int from = 0; from < NEURONS; from += NeuronProgram.TILE) {
      kernel.integrateAndFire(
          floats.neurons(),
          from,
          currents,
          Aligned.LEAD,
          NeuronProgram.TILE,
          STEPS,
          v,
          history.fired());
    }
    return history.fired();
  }

  /** 256 neurons of 16 bits, 32 steps. */
  @Benchmark
  public int[] integrateAndFireInteger() {
    kernel.integrateAndFire(
        integers,
        0,
        integerCurrents,
        Aligned.SHORT_LEAD,
        NEURONS,
        STEPS,
        integerV,
        room,
        history.fired());
    return history.fired();
  }

  /** 256 neurons, of which half fire at a quarter of 32 steps. */
  @Benchmark
  public SpikeTrain decode() {
    out.clear();
    kernel.decode(history, STEPS, out);
    return out;
  }
}
