package io.github.ann2snn.report.sample;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks and data sets small enough to be worked out by hand. */
public final class TinyNetworks {
  private TinyNetworks() {}

  /** 2-2-2: each layer copies the one before, output 1 with weight 2; output 0 has a bias. */
  public static SpikingNetwork copying() {
    Affine first = new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]);
    Affine second = new Affine(2, 2, new float[] {1, 0, 0, 2}, new float[] {0.25f, 0});
    return network(
        2,
        new Population(
            "hidden",
            Projection.INPUT,
            first,
            IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))),
        new Population(
            "output", 0, second, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))));
  }

  /** 1-{@code neurons}-2: hidden neuron j fires at the first step if j is divisible by 3. */
  public static SpikingNetwork everyThird(int neurons) {
    float[] bias = new float[neurons];
    for (int j = 0; j < neurons; j += 3) {
      bias[j] = 1;
    }
    Affine first = new Affine(1, neurons, new float[neurons], bias);
    Affine second = new Affine(neurons, 2, new float[2 * neurons], new float[] {0, 0.5f});
    return network(
        1,
        new Population(
            "h",
            Projection.INPUT,
            first,
            IntegrateAndFire.of(Firing.unit(neurons, 0, Reset.SUBTRACT))),
        new Population("o", 0, second, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT))));
  }

  private static SpikingNetwork network(int inputs, Population... layers) {
    return new SpikingNetwork(
        List.of(inputs),
        List.of(layers),
        1,
        new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  /** Test samples of {@code shape}; classes are called c0, c1 ... */
  public static Dataset dataset(List<Integer> shape, int classes, float[] values, int... labels) {
    byte[] bytes = new byte[labels.length];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) labels[i]);
    int width = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    Split split = Split.ofFloats(values, bytes, width);
    List<String> names = new ArrayList<>();
    IntStream.range(0, classes).forEach(c -> names.add("c" + c));
    return new Dataset("tiny", shape, names, split, split, "", "");
  }

  /** The test samples, as the runtime reads them. */
  public static SampleSource source(Dataset dataset) {
    return new SampleSource() {
      @Override
      public int size() {
        return dataset.test().size();
      }

      @Override
      public void read(int sample, float[] target) {
        dataset.test().read(sample, target, 0);
      }

      @Override
      public int label(int sample) {
        return dataset.test().label(sample);
      }
    };
  }
}
