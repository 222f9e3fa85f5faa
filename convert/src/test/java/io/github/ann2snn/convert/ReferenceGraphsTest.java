package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.Models;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.GraphAnn;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.NormalizationTest;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with branches that PyTorch wrote: what both simulators make of them, and the rates. */
class ReferenceGraphsTest {
  private final List<float[][]> activations = new ArrayList<>();
  private List<LayerScale> scales;
  private Split samples;

  private SpikingNetwork convert(String file, Signed signed)
      throws IOException, ConversionRefusedException, InterruptedException {
    AnnGraph graph =
        Models.read(ReferenceFiles.onnx().resolve(file), ModelOptions.NONE)
            .forPixels(ModelOptions.NONE);
    GraphAnn ann = new GraphAnn(graph, MaxPooling.GATE, Signed.AUTO, 1, Progress.NONE);
    samples = samples(graph.inputShape().values());
    ConversionConfig config =
        NormalizationTest.config(Normalization.MAX, 100, 8, Reset.SUBTRACT).withSigned(signed);
    scales = new ActivationScales(ann, samples).of(config);
    for (int i = 0; i < samples.size(); i++) {
      ann.run(samples.slice(i, i + 1), (rows, inputs, layers) -> activations.add(layers.clone()));
    }
    return Normalizer.normalize(ann.layers(), scales, graph.inputShape().sizes(), config);
  }

  /** Images of which a quarter of the pixels are not black; seed 11. */
  private static Split samples(int width) {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[2 * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? random.nextInt(256) / 256f : 0;
    }
    return Split.ofFloats(values, new byte[2], width);
  }

  @ParameterizedTest
  @CsvSource({
    "densenet.onnx, AUTO", "densenet.onnx, YES", "mobilenet.onnx, AUTO", "mobilenet.onnx, YES",
    "resnet_mnist.onnx, AUTO", "resnet_mnist.onnx, YES", "conv1d.onnx, AUTO", "conv1d.onnx, YES",
    "leaky.onnx, AUTO"
  })
  void simulatorsAgree(String file, Signed signed)
      throws IOException, ConversionRefusedException, InterruptedException {
    SpikingNetwork network = convert(file, signed);
    for (SpikingNetwork each : List.of(network, Quantizer.quantize(network, Arithmetic.INT8))) {
      SimulationSettings settings =
          new SimulationSettings(12, InputCoding.CURRENT, Readout.MEMBRANE, 1);
      SampleRun expected = new ReferenceSimulator(each, settings).run(samples.sample(0), 0);
      assertEquals(expected, new EventDrivenSimulator(each, settings).run(samples.sample(0), 0));
      assertTrue(expected.layers().stream().allMatch(train -> train.count() > 0));
    }
  }

  /** Within 2 % of lambda, over many steps. */
  @ParameterizedTest
  @CsvSource({
    "densenet.onnx, AUTO",
    "mobilenet.onnx, AUTO",
    "mobilenet.onnx, YES",
    "resnet_mnist.onnx, AUTO",
    "resnet_mnist.onnx, YES",
    "leaky.onnx, AUTO"
  })
  void ratesAreActivations(String file, Signed signed)
      throws IOException, ConversionRefusedException, InterruptedException {
    SpikingNetwork network = convert(file, signed);
    int timesteps = 1024;
    EventDrivenSimulator simulator =
        new EventDrivenSimulator(
            network, new SimulationSettings(timesteps, InputCoding.CURRENT, Readout.SPIKES, 1));
    for (int i = 0; i < samples.size(); i++) {
      SampleRun run = simulator.run(samples.sample(i), i);
      for (int l = 0; l < run.layers().size(); l++) {
        int[] counts = run.layers().get(l).counts();
        float[] lambda = scales.get(l).lambda();
        for (int j = 0; j < counts.length; j++) {
          double activation = activations.get(i)[l][j];
          boolean negative = l < run.layers().size() - 1;
          double expected = (negative ? activation : Math.max(0, activation)) / lambda[j];
          assertEquals(expected, (double) counts[j] / timesteps, 0.02, "layer " + l + ", " + j);
        }
      }
    }
    assertEquals(2, activations.size());
  }
}
