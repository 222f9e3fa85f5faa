package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.ann.Ann.ActivationConsumer;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Dense layers with ReLU behind each but the last, in plain Java. */
record DenseAnn(List<Affine> layers) {
  static DenseAnn random(long seed, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Affine> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      float[] weight = new float[sizes[l - 1] * sizes[l]];
      float[] bias = new float[sizes[l]];
      for (int k = 0; k < weight.length; k++) {
        weight[k] = (float) random.nextDouble(-1, 1);
      }
      for (int j = 0; j < bias.length; j++) {
        bias[j] = (float) random.nextDouble(-0.2, 0.2);
      }
      layers.add(new Affine(sizes[l - 1], sizes[l], weight, bias));
    }
    return new DenseAnn(layers);
  }

  static Split samples(long seed, int n, int width, int classes) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n * width];
    byte[] labels = new byte[n];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) random.nextDouble();
    }
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return Split.ofFloats(values, labels, width);
  }

  /** The activations of a sample, layer by layer, in single precision. */
  float[][] activations(float[] input) {
    float[][] activations = new float[layers.size()][];
    float[] x = input;
    for (int l = 0; l < layers.size(); l++) {
      Affine layer = layers.get(l);
      float[] y = layer.bias();
      for (int j = 0; j < y.length; j++) {
        for (int i = 0; i < x.length; i++) {
          y[j] += layer.weight(j, i) * x[i];
        }
        y[j] = l < layers.size() - 1 ? Math.max(0, y[j]) : y[j];
      }
      activations[l] = y;
      x = y;
    }
    return activations;
  }

  /** The same samples, of the classes that the network gives them. */
  Split labelled(Split samples) {
    float[] values = new float[samples.size() * samples.width()];
    byte[] labels = new byte[samples.size()];
    for (int i = 0; i < labels.length; i++) {
      samples.read(i, values, i * samples.width());
      float[] logits = activations(samples.sample(i))[layers.size() - 1];
      labels[i] = (byte) Inference.argmax(logits, 0, logits.length);
    }
    return Split.ofFloats(values, labels, samples.width());
  }

  void run(Split samples, ActivationConsumer consumer) {
    for (int i = 0; i < samples.size(); i++) {
      float[] input = samples.sample(i);
      consumer.accept(1, input, activations(input));
    }
  }

  /** The network of one scale per layer, v(0) = 1/2. */
  ConvertedPair convert(float... lambda) {
    List<Population> spiking = new ArrayList<>();
    List<LayerScale> scales = new ArrayList<>();
    float before = 1;
    for (int l = 0; l < layers.size(); l++) {
      Affine affine = layers.get(l);
      Affine scaled =
          (Affine) Rescaling.scaled(affine, (double) before / lambda[l], 1.0 / lambda[l]);
      Firing firing = Firing.unit(affine.outputs(), 0.5f, Reset.SUBTRACT);
      spiking.add(new Population("l" + l, l - 1, scaled, IntegrateAndFire.of(firing)));
      float[] all = new float[affine.outputs()];
      Arrays.fill(all, lambda[l]);
      scales.add(new LayerScale("l" + l, all));
      before = lambda[l];
    }
    RunDefaults defaults = new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE);
    List<Integer> shape = List.of(layers.get(0).inputs());
    return new ConvertedPair(
        new SpikingNetwork(shape, spiking, 1, defaults, Map.of()),
        scales,
        Collections.nCopies(layers.size(), Double.POSITIVE_INFINITY),
        this::run,
        List.of());
  }

  /** The network whose scales are the largest activations of some samples. */
  ConvertedPair convert(Split calibration) {
    float[] lambda = new float[layers.size()];
    for (int i = 0; i < calibration.size(); i++) {
      float[][] activations = activations(calibration.sample(i));
      for (int l = 0; l < lambda.length; l++) {
        for (float a : activations[l]) {
          lambda[l] = Math.max(lambda[l], a);
        }
      }
    }
    return convert(lambda);
  }
}
