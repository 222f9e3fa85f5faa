package io.github.ann2snn.cli;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.neuron.NeuronModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A network of each kind for 4 x 4 images of four classes, small enough to run in a moment. */
final class HandmadeNetworks {
  private final SplittableRandom random = new SplittableRandom(25);

  /** Weights of 8 bits, and potentials that reach their limit. */
  SpikingNetwork integers(Readout readout) {
    return new SpikingNetwork(
        List.of(1, 4, 4),
        List.of(
            new Population("first", Projection.INPUT, whole(16, 12), integerNeurons(12, 180)),
            new Population("second", 0, whole(12, 8), integerNeurons(8, 90)),
            new Population("output", 1, whole(8, 4), integerNeurons(4, 60))),
        1,
        Arithmetic.INT8,
        new RunDefaults(12, InputCoding.CURRENT, readout, 3),
        Map.of());
  }

  private IntegrateAndFire integerNeurons(int neurons, float threshold) {
    return IntegrateAndFire.of(
        new Firing(
            filled(neurons, threshold),
            filled(neurons, threshold / 2),
            FireRule.AT_THRESHOLD,
            Reset.SUBTRACT,
            new float[neurons]));
  }

  private Affine whole(int inputs, int outputs) {
    return new Affine(inputs, outputs, integers(inputs * outputs, 127), integers(outputs, 20));
  }

  /** Resets to a potential of its own, fires above the threshold, and takes spikes. */
  SpikingNetwork hardReset(InputCoding coding) {
    Firing firing =
        new Firing(
            filled(10, 1.25f),
            filled(10, 0.25f),
            FireRule.ABOVE_THRESHOLD,
            Reset.ZERO,
            filled(10, -0.125f));
    return network(
        new RunDefaults(12, coding, Readout.SPIKES, 2),
        new Population(
            "hidden",
            Projection.INPUT,
            affine(16, 10),
            new IntegrateAndFire(filled(10, 1.5f), firing)),
        new Population("output", 0, affine(10, 4), unit(4)));
  }

  /** A convolution, then average pooling and a matrix. */
  SpikingNetwork convolution() {
    Convolution convolution = convolution(1);
    return network(
        new RunDefaults(10, InputCoding.CURRENT, Readout.MEMBRANE),
        new Population("conv", Projection.INPUT, convolution, unit(32)),
        new Population(
            "output",
            0,
            new Pooled(
                new Pooling(Pooling.Kind.AVERAGE, convolution.output(), Window.square(2, 2)),
                affine(8, 4)),
            unit(4)));
  }

  private Convolution convolution(int inputChannels) {
    Window window = new Window(axis(), axis());
    return new Convolution(
        new FeatureMaps(inputChannels, 4, 4),
        2,
        window,
        1,
        values(18 * inputChannels, 0.7f, 0.2f),
        values(2, 0.2f, 0));
  }

  private static Window.WindowAxis axis() {
    return new Window.WindowAxis(3, 1, 1, 1, 1);
  }

  /** An identity beside a convolution, in the units of both. */
  SpikingNetwork residual() {
    FeatureMaps maps = new FeatureMaps(2, 4, 4);
    return network(
        new RunDefaults(14, InputCoding.REGULAR, Readout.MEMBRANE, 4),
        new Population("conv", Projection.INPUT, convolution(1), unit(32)),
        new Population("inner", 0, convolution(2), unit(32)),
        new Population(
            "sum",
            List.of(
                new Projection(0, OneToOne.identity(maps, new float[] {0.75f, 0.5f})),
                new Projection(1, convolution(2))),
            unit(32)),
        new Population("output", 2, affine(32, 4), unit(4)));
  }

  /** Spikes of -1: of a ReLU, and of a leaky one. */
  SpikingNetwork signed() {
    Firing firing = Firing.unit(10, 0.5f, Reset.SUBTRACT);
    float[] below = filled(10, 1f / 1024);
    return network(
        new RunDefaults(16, InputCoding.CURRENT, Readout.SPIKES),
        new Population(
            "rectified",
            Projection.INPUT,
            affine(16, 10),
            IntegrateAndFire.of(firing.withNegative(Optional.of(Negative.rectified(below))))),
        new Population(
            "leaky",
            0,
            affine(10, 10),
            IntegrateAndFire.of(
                firing.withNegative(Optional.of(new Negative(below, filled(10, 2)))))),
        new Population("output", 1, affine(10, 4), unit(4)));
  }

  /** Neurons that leak, whose current is filtered, and that are connected with each other. */
  SpikingNetwork recurrent() {
    NeuronModel leaky =
        new LeakyIntegrateAndFire(
            filled(10, 0.004f), filled(10, 4f), filled(10, 0.125f), firing(10));
    NeuronModel filtered =
        new CurrentBasedLeakyIntegrateAndFire(
            filled(8, 0.002f),
            filled(8, 0.005f),
            filled(8, 3f),
            filled(8, 0.0625f),
            filled(8, 2f),
            firing(8));
    return network(
        new RunDefaults(20, InputCoding.POISSON, Readout.SPIKES),
        new Population("leaky", Projection.INPUT, affine(16, 10), leaky),
        new Population(
            "filtered",
            List.of(new Projection(0, affine(10, 8))),
            filtered,
            Optional.of(affine(8, 8))),
        new Population("output", 1, affine(8, 4), unit(4)));
  }

  /** Neurons without leak that are connected with each other, and take currents beside spikes. */
  SpikingNetwork connectedBack() {
    return network(
        new RunDefaults(14, InputCoding.CURRENT, Readout.SPIKES, 3),
        new Population("first", Projection.INPUT, affine(16, 10), unit(10)),
        new Population(
            "back",
            List.of(
                new Projection(Projection.INPUT, affine(16, 8)), new Projection(0, affine(10, 8))),
            unit(8),
            Optional.of(affine(8, 8))),
        new Population("output", 1, affine(8, 4), unit(4)));
  }

  /** Max pooling, which no simulator of others has. */
  SpikingNetwork gated() {
    Convolution convolution = convolution(1);
    MaxGate gate = new MaxGate(convolution.output(), Window.square(2, 2));
    return network(
        new RunDefaults(10, InputCoding.CURRENT, Readout.MEMBRANE),
        new Population("conv", Projection.INPUT, convolution, unit(32)),
        new Population(
            "output", List.of(new Projection(0, Optional.of(gate), affine(8, 4))), unit(4)));
  }

  private static SpikingNetwork network(RunDefaults defaults, Population... populations) {
    return new SpikingNetwork(List.of(1, 4, 4), List.of(populations), 0.001, defaults, Map.of());
  }

  private static IntegrateAndFire unit(int neurons) {
    return IntegrateAndFire.of(firing(neurons));
  }

  private static Firing firing(int neurons) {
    return Firing.unit(neurons, 0.5f, Reset.SUBTRACT);
  }

  private Affine affine(int inputs, int outputs) {
    return new Affine(
        inputs, outputs, values(inputs * outputs, 1.2f, 0.1f), values(outputs, 0.1f, 0));
  }

  private float[] values(int n, float width, float mean) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = mean + width * (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  private float[] integers(int n, int limit) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(-limit, limit + 1);
    }
    return values;
  }

  private static float[] filled(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }
}
