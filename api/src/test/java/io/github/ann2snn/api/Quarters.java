package io.github.ann2snn.api;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.List;
import java.util.SplittableRandom;

/** A network whose class is the larger of two inputs, small enough to be computed by hand. */
final class Quarters {
  private static final float[] IDENTITY = {1, 0, 0, 1};

  /** Every spike of the hidden layer reaches both outputs. */
  static final AnnGraph GRAPH = graph();

  /** Largest activations are 1, so that scales are. */
  static final Samples TRAINING =
      Samples.of(
          new float[][] {{1, 0.25f}, {0.25f, 1}, {1, 0}, {0, 1}, {1, 0.5f}, {0.5f, 1}},
          new int[] {0, 1, 0, 1, 0, 1},
          2);

  static final Samples TEST =
      Samples.of(new float[][] {{0.75f, 0.25f}, {0.25f, 0.75f}}, new int[] {0, 1}, 2);

  private Quarters() {}

  private static AnnGraph graph() {
    AnnGraph.Builder graph = new AnnGraph.Builder();
    int input = graph.add("input", Input.of(Shape.of(2)));
    int sum = graph.add("hidden", new Dense(2, IDENTITY, new float[2]), input);
    int hidden = graph.add("relu", Relu.plain(), sum);
    graph.add("output", new Dense(2, IDENTITY, new float[2]), hidden);
    return graph.build();
  }

  /** Four steps from potentials of 0, scales by the largest activation, nothing searched. */
  static ConversionSettings fourSteps() {
    return ConversionSettings.of(
        new ConversionConfig(
            Normalization.MAX,
            100,
            0,
            Reset.SUBTRACT,
            100,
            42,
            new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE),
            Calibration.NONE,
            List.of(),
            MaxPooling.GATE));
  }

  /** Points whose class is the larger coordinate; seeded. */
  static Samples points(int number, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] inputs = new float[number][2];
    int[] labels = new int[number];
    for (int i = 0; i < number; i++) {
      inputs[i] = new float[] {(float) random.nextDouble(), (float) random.nextDouble()};
      labels[i] = inputs[i][0] >= inputs[i][1] ? 0 : 1;
    }
    return Samples.of(inputs, labels, 2);
  }
}
