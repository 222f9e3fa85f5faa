package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.List;
import java.util.Map;

/** The networks of the files in {@code golden-0.2}, whose weights are multiples of 1/16. */
final class GoldenNetworks {
  private int next;

  private GoldenNetworks() {}

  private float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (next++ * 7 % 33 - 14) / 16f;
    }
    return values;
  }

  private Convolution convolution(FeatureMaps from, int channels, int taps, int stride) {
    boolean series = from.height() == 1;
    WindowAxis axis = new WindowAxis(taps, stride, taps / 2, taps / 2, 1);
    Window window = new Window(series ? WindowAxis.of(1, 1) : axis, axis);
    int n = channels * from.channels() * (int) window.area();
    return new Convolution(from, channels, window, 1, values(n), values(channels));
  }

  private Affine affine(int inputs, int outputs) {
    return new Affine(inputs, outputs, values(inputs * outputs), values(outputs));
  }

  private static Population population(String name, int neurons, Projection... projections) {
    return new Population(
        name,
        List.of(projections),
        IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.SUBTRACT)));
  }

  private static SpikingNetwork network(FeatureMaps input, Population... populations) {
    return new SpikingNetwork(
        input.shape(),
        List.of(populations),
        1,
        new RunDefaults(32, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  /** A shortcut that changes nothing, and one in other units. */
  static SpikingNetwork residual() {
    GoldenNetworks golden = new GoldenNetworks();
    FeatureMaps maps = new FeatureMaps(2, 3, 4);
    return network(
        maps,
        population("stem", 24, new Projection(-1, golden.convolution(maps, 2, 3, 1))),
        population("first", 24, new Projection(0, golden.convolution(maps, 2, 3, 1))),
        population(
            "sum",
            24,
            new Projection(0, OneToOne.identity(maps, new float[] {1, 1})),
            new Projection(1, golden.convolution(maps, 2, 3, 1))),
        population(
            "scaled",
            24,
            new Projection(1, OneToOne.identity(maps, new float[] {0.5f, 1.25f})),
            new Projection(2, golden.convolution(maps, 2, 1, 1))),
        population("output", 3, new Projection(3, golden.affine(24, 3))));
  }

  /** He et al. 2016, option A: every second row and column, zero channels before and after. */
  static SpikingNetwork optionA() {
    GoldenNetworks golden = new GoldenNetworks();
    FeatureMaps maps = new FeatureMaps(2, 6, 6);
    FeatureMaps half = new FeatureMaps(4, 3, 3);
    Every second = new Every(0, 2);
    OneToOne shortcut =
        new OneToOne(
            maps, half, new int[] {1, 2}, second, second, new float[] {1, 0.75f}, new float[4]);
    return network(
        maps,
        population("stem", 72, new Projection(-1, golden.convolution(maps, 2, 3, 1))),
        population("first", 36, new Projection(0, golden.convolution(maps, 4, 3, 2))),
        population(
            "sum",
            36,
            new Projection(0, shortcut),
            new Projection(1, golden.convolution(half, 4, 3, 1))),
        population("output", 3, new Projection(2, golden.affine(36, 3))));
  }

  /** Each reads all before it, whose maps are behind one another; then all are pooled. */
  static SpikingNetwork denseBlock() {
    GoldenNetworks golden = new GoldenNetworks();
    FeatureMaps maps = new FeatureMaps(2, 4, 4);
    Pooling pooling = new Pooling(Pooling.Kind.AVERAGE, maps, Window.square(2, 2));
    return network(
        maps,
        population("one", 32, new Projection(-1, golden.convolution(maps, 2, 3, 1))),
        population(
            "two",
            32,
            new Projection(-1, golden.convolution(maps, 2, 3, 1)),
            new Projection(0, golden.convolution(maps, 2, 3, 1))),
        population(
            "output",
            3,
            new Projection(-1, new Pooled(pooling, golden.affine(8, 3))),
            new Projection(0, new Pooled(pooling, golden.affine(8, 3))),
            new Projection(1, new Pooled(pooling, golden.affine(8, 3)))));
  }

  /** Of one dimension, with a shortcut. */
  static SpikingNetwork series() {
    GoldenNetworks golden = new GoldenNetworks();
    FeatureMaps input = new FeatureMaps(2, 1, 8);
    FeatureMaps maps = new FeatureMaps(3, 1, 4);
    return network(
        input,
        population("stem", 12, new Projection(-1, golden.convolution(input, 3, 3, 2))),
        population(
            "sum",
            12,
            new Projection(0, golden.convolution(maps, 3, 3, 1)),
            new Projection(0, OneToOne.identity(maps, new float[] {1, 0.5f, 2}))),
        population("output", 2, new Projection(1, golden.affine(12, 2))));
  }
}
