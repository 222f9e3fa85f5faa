package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Samples through a LeNet of random weights (28 x 28, 20 maps by 5 x 5, average of 2 x 2, 50 maps
 * by 5 x 5, average of 2 x 2, 500, 10), on one thread, 32 steps; 5 to 10 % of the neurons of the
 * convolutions fire at a step.
 */
public class ConvolutionBenchmark extends RandomNetworkBenchmark {
  private static final FeatureMaps IMAGE = new FeatureMaps(1, 28, 28);
  private static final int SAMPLES = 64;

  /** Which kernel. */
  @Param({"simd", "scalar"})
  String kernel;

  private List<float[]> samples;
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
    dense(500, 10, 0.09);
    samples = samples(SAMPLES, IMAGE.size());
    SimulationSettings settings =
        new SimulationSettings(32, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    SpikingNetwork network = network(IMAGE.shape(), settings.defaults());
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

  /** Runs all samples as one batch. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public List<Integer> run() {
    List<Integer> classes = new ArrayList<>(SAMPLES);
    simulator.run(samples, 0, (SampleRun run) -> classes.add(run.prediction()));
    return classes;
  }
}
