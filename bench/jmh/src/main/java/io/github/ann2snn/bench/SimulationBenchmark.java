package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.operations.OperationCounter;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One sample through a 784-512-256-10 network of random weights, on one thread. A fifth of the
 * inputs is not zero, as in MNIST; weights are drawn so that hidden neurons fire at about 5 to 10 %
 * of the steps, as those of a converted network do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
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
public class SimulationBenchmark {
  private static final int[] SIZES = {784, 512, 256, 10};
  private static final int SAMPLES = 256;
  private static final int BATCH = 64;

  @Param({"8", "32", "64"})
  int timesteps;

  private final float[][] samples = new float[SAMPLES][SIZES[0]];
  private Simulator simulator;
  private OperationCounter counter;
  private List<float[]> batch;
  private int next;

  /** Draws network and samples. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(42);
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < SIZES.length; l++) {
      float[] weight = new float[SIZES[l - 1] * SIZES[l]];
      double scale = l == 1 ? 0.02 : 0.09;
      for (int i = 0; i < weight.length; i++) {
        weight[i] = (float) (random.nextGaussian() * scale);
      }
      layers.add(
          new Layer(
              "layer_" + l,
              new Affine(SIZES[l - 1], SIZES[l], weight, new float[SIZES[l]]),
              IntegrateAndFire.of(Firing.unit(SIZES[l], 0.5f, Reset.SUBTRACT))));
    }
    for (float[] sample : samples) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = random.nextInt(5) == 0 ? random.nextInt(1, 256) / 255f : 0;
      }
    }
    RunDefaults defaults = new RunDefaults(timesteps, InputCoding.CURRENT, Readout.MEMBRANE);
    batch = Arrays.asList(samples).subList(0, BATCH);
    simulator =
        new EventDrivenSimulator(
            new SpikingNetwork(List.of(SIZES[0]), layers, 1, defaults, Map.of()),
            new SimulationSettings(timesteps, InputCoding.CURRENT, Readout.MEMBRANE, 1));
    counter = new OperationCounter(simulator.network(), simulator.settings());
  }

  /** A batch of samples, as an evaluation runs them. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void runBatch(Blackhole hole) {
    simulator.run(batch, 0, hole::consume);
  }

  /** The same with the ledger: what it costs is the difference. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void runBatchWithLedger(Blackhole hole) {
    int[] sample = new int[1];
    simulator.run(
        batch,
        0,
        run -> {
          counter.add(batch.get(sample[0]++), run);
          hole.consume(run);
        });
  }

  /** Runs a sample, another each time. */
  @Benchmark
  public SampleRun run() {
    next = (next + 1) % SAMPLES;
    return simulator.run(samples[next], next);
  }
}
