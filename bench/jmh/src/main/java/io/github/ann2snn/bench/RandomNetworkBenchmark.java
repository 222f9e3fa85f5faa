package io.github.ann2snn.bench;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A network of random weights and samples like MNIST's, in a JVM with the launcher's options. */
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
public abstract class RandomNetworkBenchmark {
  final SplittableRandom random = new SplittableRandom(42);
  private final List<Population> layers = new ArrayList<>();

  /** Adds a dense layer. */
  final void dense(int inputs, int neurons, double deviation) {
    add(new Affine(inputs, neurons, weights(inputs * neurons, deviation), new float[neurons]));
  }

  final void add(Connection connection) {
    Firing firing = Firing.unit(connection.outputs(), 0.5f, Reset.SUBTRACT);
    layers.add(
        new Population(
            "layer_" + layers.size(), layers.size() - 1, connection, IntegrateAndFire.of(firing)));
  }

  final float[] weights(int n, double deviation) {
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = (float) (random.nextGaussian() * deviation);
    }
    return weights;
  }

  final SpikingNetwork network(List<Integer> inputShape, RunDefaults defaults) {
    return new SpikingNetwork(inputShape, layers, 1, defaults, Map.of());
  }

  /** Samples of which a fifth of the inputs is not zero. */
  final List<float[]> samples(int n, int width) {
    List<float[]> samples = new ArrayList<>();
    for (int sample = 0; sample < n; sample++) {
      float[] x = new float[width];
      for (int i = 0; i < width; i++) {
        x[i] = random.nextInt(5) == 0 ? random.nextInt(1, 256) / 255f : 0;
      }
      samples.add(x);
    }
    return samples;
  }
}
