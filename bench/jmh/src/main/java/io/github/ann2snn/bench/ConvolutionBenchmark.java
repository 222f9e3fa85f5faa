package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Layer;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Samples through a LeNet of random weights (28 x 28, 20 maps by 5 x 5, average of 2 x 2, 50 maps
 * by 5 x 5, average of 2 x 2, 500, 10), on one thread, 32 steps. A fifth of the inputs is not zero,
 * as in MNIST; 5 to 10 % of the neurons of the convolutions fire at a step.
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
      "-XX:ObjectAlignmentInBytes=64"
    })
public class ConvolutionBenchmark {
  private static final FeatureMaps IMAGE = new FeatureMaps(1, 28, 28);
  private static final int TIMESTEPS = 32;
  private static final int SAMPLES = 64;

  /** Which kernel. */
  @Param({"simd", "scalar"})
  String kernel;

  private final List<float[]> samples = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(42);
  private Simulator simulator;

  /** Draws network and samples. */
  @Setup
  public void draw() {
    FeatureMaps maps = convolve(IMAGE, 20, 0.15, null);
    Pooling pooling = average(maps);
    maps = convolve(pooling.output(), 50, 0.12, pooling);
    pooling = average(maps);
    int inputs = pooling.output().size();
    add(new Pooled(pooling, new Affine(inputs, 500, weights(inputs * 500, 0.12), new float[500])));
    add(new Affine(500, 10, weights(500 * 10, 0.09), new float[10]));
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] x = new float[IMAGE.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(5) == 0 ? random.nextInt(1, 256) / 255f : 0;
      }
      samples.add(x);
    }
    RunDefaults defaults = new RunDefaults(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE);
    SpikingNetwork network = new SpikingNetwork(IMAGE.shape(), layers, 1, defaults, Map.of());
    SimulationSettings settings =
        new SimulationSettings(TIMESTEPS, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    simulator =
        kernel.equals("scalar")
            ? EventDrivenSimulator.withScalarKernel(network, settings)
            : new EventDrivenSimulator(network, settings);
  }

  private static Pooling average(FeatureMaps maps) {
    return new Pooling(Pooling.Kind.AVERAGE, maps, Window.square(2, 2));
  }

  private FeatureMaps convolve(FeatureMaps input, int outputs, double deviation, Pooling pooling) {
    float[] weight = weights(outputs * input.channels() * 25, deviation);
    Convolution convolution =
        new Convolution(input, outputs, Window.square(5, 1), 1, weight, new float[outputs]);
    add(pooling == null ? convolution : new Pooled(pooling, convolution));
    return convolution.output();
  }

  private void add(Connection connection) {
    Firing firing = Firing.unit(connection.outputs(), 0.5f, Reset.SUBTRACT);
    layers.add(new Layer("layer_" + layers.size(), connection, IntegrateAndFire.of(firing)));
  }

  private float[] weights(int n, double deviation) {
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = (float) (random.nextGaussian() * deviation);
    }
    return weights;
  }

  /** Runs all samples as one batch. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public List<Integer> run() {
    List<Integer> classes = new ArrayList<>(SAMPLES);
    simulator.run(samples, 0, (SampleRun run) -> classes.add(run.prediction()));
    return classes;
  }
}
