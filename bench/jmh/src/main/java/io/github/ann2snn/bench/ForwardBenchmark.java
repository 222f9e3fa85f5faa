package io.github.ann2snn.bench;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.forward.MacCount;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Samples through networks of random weights, on one thread: {@code 784-512-256-10}, a LeNet, two
 * convolutions of 5 x 5 with batch normalisation, and the ResNet-20 of He et al. 2016 with 1x1
 * shortcuts. {@code operations} is the rate of multiplications and additions, {@code peak} what the
 * machine can do.
 */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
      "-XX:ObjectAlignmentInBytes=64"
    })
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ForwardBenchmark {
  private static final int SAMPLES = 256;

  /** Which network. */
  @Param({"mlp", "lenet", "cnn", "resnet20"})
  String network;

  private final Random random = new Random(1);
  private final AnnGraph.Builder builder = new AnnGraph.Builder();
  private AnnGraph graph;
  private ForwardPass forward;
  private SampleSource samples;
  private double operations;

  /** Operations done, and those that could have been. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    /** Multiplications and additions. */
    public double operations;

    /** The same of the machine's peak; a rate once divided by the time. */
    public double peak;

    private double peakPerSecond;
    private long begun;

    /** Measures the peak, and starts at zero. */
    @Setup(Level.Iteration)
    public void clear() throws InterruptedException {
      peakPerSecond = new ArithmeticPeak(ArithmeticPeak.Work.MULTIPLY_ADD, 1).operationsPerSecond();
      operations = 0;
      peak = 0;
      begun = System.nanoTime();
    }

    private void add(double done) {
      operations += done;
      peak = peakPerSecond * (System.nanoTime() - begun) * 1e-9;
    }
  }

  /** Draws network and samples. */
  @Setup
  public void draw() {
    int last =
        switch (network) {
          case "mlp" -> mlp();
          case "lenet" -> lenet();
          case "cnn" -> cnn();
          case "resnet20" -> resnet20();
          default -> throw new IllegalArgumentException(network);
        };
    graph = builder.upTo(last);
    forward = new ForwardPass(graph);
    operations = 2.0 * SAMPLES * MacCount.dense(graph);
    float[][] drawn = new float[SAMPLES][];
    for (int i = 0; i < SAMPLES; i++) {
      drawn[i] = values(graph.inputShape().values(), 1);
    }
    samples =
        new SampleSource() {
          @Override
          public int size() {
            return SAMPLES;
          }

          @Override
          public void read(int sample, float[] target) {
            System.arraycopy(drawn[sample], 0, target, 0, drawn[sample].length);
          }

          @Override
          public int label(int sample) {
            return 0;
          }
        };
  }

  private int mlp() {
    return dense(relu(dense(relu(dense(input(784), 512)), 256)), 10);
  }

  private int lenet() {
    int first = pool(relu(convolve(input(1, 28, 28), 20, 5, 1, 0)), Pool.Kind.MAX);
    int second = pool(relu(convolve(first, 50, 5, 1, 0)), Pool.Kind.MAX);
    return dense(relu(dense(second, 500)), 10);
  }

  private int cnn() {
    int first = normed(convolve(input(1, 28, 28), 16, 5, 1, 2));
    int second = normed(convolve(pool(relu(first), Pool.Kind.AVERAGE), 32, 5, 1, 2));
    return dense(relu(dense(pool(relu(second), Pool.Kind.AVERAGE), 128)), 10);
  }

  private int resnet20() {
    int x = relu(convolve(input(3, 32, 32), 16, 3, 1, 1));
    for (int block = 0; block < 9; block++) {
      int channels = 16 << block / 3;
      int stride = block == 3 || block == 6 ? 2 : 1;
      int inner = convolve(relu(convolve(x, channels, 3, stride, 1)), channels, 3, 1, 1);
      int shortcut = stride == 1 ? x : convolve(x, channels, 1, 2, 0);
      x = relu(builder.add("sum", new Add(), inner, shortcut));
    }
    return dense(builder.add("mean", new GlobalAverage(), x), 10);
  }

  private int input(Integer... sizes) {
    return builder.add("input", Input.of(Shape.of(sizes)));
  }

  private int convolve(int x, int channels, int taps, int stride, int padding) {
    WindowAxis axis = new WindowAxis(taps, stride, padding, padding, 1);
    int fanIn = builder.shape(x).channels() * taps * taps;
    float[] weight = values(channels * fanIn, Math.sqrt(2.0 / fanIn));
    float[] bias = new float[channels];
    return builder.add("conv", new Convolve(channels, new Window(axis, axis), 1, weight, bias), x);
  }

  private int dense(int x, int outputs) {
    int inputs = builder.shape(x).values();
    int row = builder.reshaped("flat", x, Shape.of(inputs));
    float[] weight = values(outputs * inputs, Math.sqrt(2.0 / inputs));
    return builder.add("dense", new Dense(outputs, weight, new float[outputs]), row);
  }

  private int relu(int x) {
    return builder.add("relu", Relu.plain(), x);
  }

  private int normed(int x) {
    int channels = builder.shape(x).channels();
    return builder.add("norm", new BatchNorm(values(channels, 1), values(channels, 1)), x);
  }

  private int pool(int x, Pool.Kind kind) {
    return builder.add("pool", new Pool(kind, Window.square(2, 2)), x);
  }

  private float[] values(int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** Runs all samples; the outputs are told. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Object run(Work work) throws InterruptedException {
    Set<Integer> outputs = Set.of(graph.nodes().size() - 1);
    work.add(operations);
    return forward.run(samples, 1, outputs, n -> {}, () -> (node, rows, values) -> {});
  }
}
