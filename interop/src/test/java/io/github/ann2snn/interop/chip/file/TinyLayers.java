package io.github.ann2snn.interop.chip.file;

import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.ChipFit;
import io.github.ann2snn.interop.chip.LayerFit.CoreUse;
import io.github.ann2snn.interop.chip.LayerFit.Use;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Small networks of integers, whose weights all are the same number, and how they fit. */
final class TinyLayers {
  private TinyLayers() {}

  static Chip chip(String name) {
    return ChipFile.builtIn().stream()
        .filter(chip -> chip.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static float[] filled(int length, float value) {
    float[] filled = new float[length];
    Arrays.fill(filled, value);
    return filled;
  }

  static Affine matrix(int inputs, int outputs, float weight) {
    return new Affine(inputs, outputs, filled(inputs * outputs, weight), new float[outputs]);
  }

  /** A convolution with a square kernel. */
  static Convolution kernel(
      FeatureMaps in, int outputs, int size, int stride, int padding, float weight) {
    WindowAxis axis = new WindowAxis(size, stride, padding, padding, 1);
    return new Convolution(
        in,
        outputs,
        new Window(axis, axis),
        1,
        filled(outputs * in.channels() * size * size, weight),
        new float[outputs]);
  }

  static IntegrateAndFire neurons(int count, Reset reset) {
    return IntegrateAndFire.of(
        new Firing(
            filled(count, 100), new float[count], FireRule.AT_THRESHOLD, reset, new float[count]));
  }

  static Population layer(String name, int source, Connection connection) {
    return layer(name, List.of(new Projection(source, connection)));
  }

  static Population layer(String name, List<Projection> projections) {
    int count = projections.get(0).connection().outputs();
    return new Population(name, projections, neurons(count, Reset.ZERO));
  }

  static SpikingNetwork network(List<Integer> shape, Population... layers) {
    return network(Arithmetic.INT8, shape, layers);
  }

  static SpikingNetwork network(Arithmetic arithmetic, List<Integer> shape, Population... layers) {
    return new SpikingNetwork(
        shape,
        List.of(layers),
        1e-3,
        arithmetic,
        new RunDefaults(4, InputCoding.REGULAR, Readout.SPIKES),
        Map.of());
  }

  /** Names of the rules that a network breaks. */
  static List<String> broken(SpikingNetwork network, String chip) {
    return ChipFit.of(network, chip(chip)).allProblems().stream()
        .map(problem -> problem.limit())
        .collect(Collectors.toList());
  }

  /** How many cores each layer has. */
  static List<Integer> cores(ChipFit fit) {
    return fit.layers().stream().map(layer -> layer.cores().size()).toList();
  }

  /** What the first core of a layer uses of a limit. */
  static long used(ChipFit fit, int layer, String limit) {
    CoreUse core = fit.layers().get(layer).cores().get(0);
    return core.uses().stream()
        .filter(use -> use.limit().equals(limit))
        .mapToLong(Use::used)
        .findFirst()
        .orElseThrow();
  }

  static ChipFit fit(SpikingNetwork network, String chip) {
    return ChipFit.of(network, chip(chip));
  }

  static SpikingNetwork dense(int inputs, int outputs, float weight) {
    return network(List.of(inputs), layer("a", Projection.INPUT, matrix(inputs, outputs, weight)));
  }

  static Population subtracting(Population layer) {
    return layer.withNeurons(
        layer.neurons().withFiring(layer.neurons().firing().withReset(Reset.SUBTRACT)));
  }
}
