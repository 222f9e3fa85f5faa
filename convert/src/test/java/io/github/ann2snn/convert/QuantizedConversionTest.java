package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.ann.QuantizedAnn;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.ReferenceSimulator;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer trained with L levels, run for T = L steps of constant input, is that layer. */
class QuantizedConversionTest {
  private static final RunDefaults DEFAULTS =
      new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE);

  private static ConversionConfig config(Normalization normalization) {
    return new ConversionConfig(
        normalization,
        100,
        0.5,
        Reset.SUBTRACT,
        100,
        1,
        DEFAULTS,
        Calibration.NONE,
        List.of(),
        MaxPooling.GATE);
  }

  private static AnnLayer output(int source, int inputs) {
    float[] weight = new float[2 * inputs];
    for (int k = 0; k < weight.length; k++) {
      weight[k] = (k % 5 - 2) / 4f;
    }
    return PlainAnn.dense("output", source, inputs, 2, weight, new float[] {0.5f, 0.25f});
  }

  private static SpikingNetwork convert(QuantizedAnn ann, Split samples)
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = config(Normalization.QCFS);
    List<LayerScale> scales = new ActivationScales(ann, samples).of(config);
    return Normalizer.normalize(
        ann.layers(), scales, List.of(ann.layers().get(0).projections().get(0).inputs()), config);
  }

  private static SampleRun run(SpikingNetwork network, int steps, float[] input) {
    SimulationSettings settings =
        new SimulationSettings(steps, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    return new ReferenceSimulator(network, settings).run(input, 0);
  }

  @Test
  void aLayerWorkedOutByHand() throws ConversionRefusedException, InterruptedException {
    // lambda = 2 and 4 levels: sums -1, 0.25, 0.75, 1.5, 5 give 0, 0.5, 1, 1.5, 2 (ties upwards).
    AnnLayer hidden =
        PlainAnn.dense(
            "hidden",
            Projection.INPUT,
            1,
            5,
            new float[] {-2, 0.5f, 1, 3, 8},
            new float[] {0, 0, 0.25f, 0, 1});
    QuantizedAnn ann =
        new QuantizedAnn(List.of(hidden, output(0, 5)), List.of(new ClipFloorShift(4, 2)));
    Split samples = Split.ofFloats(new float[] {0.5f, 1}, new byte[2], 1);
    SpikingNetwork network = convert(ann, samples);
    SampleRun run = run(network, 4, samples.sample(0));
    int[] spikes = {0, 1, 2, 3, 4};
    float[] activations = {0, 0.5f, 1, 1.5f, 2};
    for (int j = 0; j < 5; j++) {
      assertEquals(spikes[j], run.layers().get(0).counts()[j]);
      assertEquals(activations[j], 2f * run.layers().get(0).counts()[j] / 4);
    }
    ann.run(samples.slice(0, 1), (rows, in, a) -> assertArrayEquals(activations, a[0]));
  }

  private static double dyadic(SplittableRandom random, int range) {
    return random.nextInt(-range, range + 1) / 16.0;
  }

  /** Numbers of few bits, whose products and sums single precision does not round. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equalForNumbersThatAreNotRounded(long seed)
      throws ConversionRefusedException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    int levels = random.nextInt(1, 17);
    float lambda = 1 << random.nextInt(3);
    float[] weight = floats(40 * 9, () -> dyadic(random, 16));
    float[] bias = floats(40, () -> dyadic(random, 16));
    QuantizedAnn ann =
        new QuantizedAnn(
            List.of(PlainAnn.dense("hidden", Projection.INPUT, 9, 40, weight, bias), output(0, 40)),
            List.of(new ClipFloorShift(levels, lambda)));
    Split samples =
        Split.ofFloats(floats(9 * 20, () -> random.nextInt(17) / 16.0), new byte[20], 9);
    SpikingNetwork network = convert(ann, samples);
    for (int i = 0; i < samples.size(); i++) {
      SpikeTrain spikes = run(network, levels, samples.sample(i)).layers().get(0);
      float[] sums = ann.firstSums(samples.sample(i));
      for (int j = 0; j < 40; j++) {
        assertEquals(ann.hidden().get(0).value(sums[j]), spikes.counts()[j] * (lambda / levels));
      }
    }
  }

  /** Rounding may move a sum across the border of two levels, if it is nearer than this to it. */
  private static final double TIE = 1e-4;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equalForRealNumbersUnlessTheyTie(long seed)
      throws ConversionRefusedException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    int levels = random.nextInt(1, 17);
    ClipFloorShift function = new ClipFloorShift(levels, (float) (0.5 + 2 * random.nextDouble()));
    float[] weight = floats(60 * 30, () -> random.nextDouble(-0.5, 0.6));
    float[] bias = floats(60, () -> random.nextDouble(-0.5, 0.5));
    QuantizedAnn ann =
        new QuantizedAnn(
            List.of(
                PlainAnn.dense("hidden", Projection.INPUT, 30, 60, weight, bias), output(0, 60)),
            List.of(function));
    Split samples = Split.ofFloats(floats(30 * 20, () -> random.nextDouble()), new byte[20], 30);
    SpikingNetwork network = convert(ann, samples);
    int ties = 0;
    for (int i = 0; i < samples.size(); i++) {
      SpikeTrain spikes = run(network, levels, samples.sample(i)).layers().get(0);
      float[] sums = ann.firstSums(samples.sample(i));
      for (int j = 0; j < 60; j++) {
        double shifted = (double) sums[j] * levels / function.lambda() + 0.5;
        if (Math.abs(shifted - Math.rint(shifted)) < TIE) {
          ties++;
        } else {
          assertEquals(function.level(sums[j]), spikes.counts()[j], "sum " + sums[j]);
        }
      }
    }
    assertTrue(ties < 5, ties + " ties");
  }

  private static float[] floats(int n, java.util.function.DoubleSupplier next) {
    float[] values = new float[n];
    double[] drawn = DoubleStream.generate(next).limit(n).toArray();
    for (int i = 0; i < n; i++) {
      values[i] = (float) drawn[i];
    }
    return values;
  }

  private static QuantizedAnn deep(SplittableRandom random) {
    return new QuantizedAnn(
        List.of(
            PlainAnn.dense(
                "first",
                Projection.INPUT,
                6,
                20,
                floats(120, () -> random.nextDouble(-0.5, 0.7)),
                floats(20, () -> random.nextDouble(-0.2, 0.2))),
            PlainAnn.dense(
                "second",
                0,
                20,
                10,
                floats(200, () -> random.nextDouble(-0.5, 0.7)),
                floats(10, () -> random.nextDouble(-0.2, 0.2))),
            output(1, 10)),
        List.of(new ClipFloorShift(4, 1.7f), new ClipFloorShift(3, 2.9f)));
  }

  private static Dataset dataset(SplittableRandom random) {
    Split split = Split.ofFloats(floats(6 * 2000, random::nextDouble), new byte[2000], 6);
    return new Dataset(
        "noise", List.of(6), List.of("a", "b"), split, split, "0".repeat(64), "1".repeat(64));
  }

  @ParameterizedTest
  @EnumSource(
      value = Normalization.class,
      names = {"AUTO", "QCFS"})
  void takesTheTrainedScalesAndSaysSo(Normalization normalization)
      throws ConversionRefusedException, InterruptedException {
    SplittableRandom random = new SplittableRandom(5);
    Conversion conversion =
        new Converter(config(normalization), 1).convert(deep(random), dataset(random), Map.of());
    assertEquals(1.7f, conversion.scales().get(0).max());
    assertEquals(2.9f, conversion.scales().get(1).min());
    assertEquals(1000, conversion.certificate().samples());
    assertTrue(conversion.certificate().worstDifference() < 1e-5);
    Map<String, String> facts = conversion.network().provenance();
    assertEquals("qcfs", facts.get("normalization"));
    assertEquals("qcfs", facts.get("activation"));
    assertEquals("4, 3", facts.get("levels"));
    assertEquals("1.7", facts.get("lambda_first"));
    assertEquals("100.0", facts.get("output_percentile"));
    assertEquals(null, facts.get("percentile"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Normalization.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO", "QCFS"})
  void refusesOtherScales(Normalization normalization) {
    SplittableRandom random = new SplittableRandom(5);
    Converter converter = new Converter(config(normalization), 1);
    QuantizedAnn ann = deep(random);
    Dataset dataset = dataset(random);
    var thrown =
        assertThrows(
            ConversionRefusedException.class, () -> converter.convert(ann, dataset, Map.of()));
    assertEquals(
        "the model cannot be normalised by %s: its activations were trained with scales of their own. Leave --normalization out, or use qcfs."
            .formatted(normalization),
        thrown.getMessage());
  }

  @Test
  void refusesTrainedScalesWhereThereAreNone() {
    SplittableRandom random = new SplittableRandom(5);
    PlainAnn ann = new PlainAnn(deep(random).layers());
    Dataset dataset = dataset(random);
    Converter converter = new Converter(config(Normalization.QCFS), 1);
    String message =
        assertThrows(
                ConversionRefusedException.class, () -> converter.convert(ann, dataset, Map.of()))
            .getMessage();
    assertTrue(message.startsWith("the model cannot be normalised by qcfs: it has no"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theCertificateFindsWeightsOnePercentTooLarge(int wrong)
      throws ConversionRefusedException, InterruptedException {
    SplittableRandom random = new SplittableRandom(5);
    QuantizedAnn ann = deep(random);
    Split samples = dataset(random).train();
    List<AnnLayer> layers = new java.util.ArrayList<>(ann.layers());
    AnnLayer layer = layers.get(wrong);
    float[] weight = layer.projections().get(0).connection().weight();
    for (int k = 0; k < weight.length; k++) {
      weight[k] *= 1.01f;
    }
    layers.set(
        wrong, layer.withConnections(before -> before.withParameters(weight, before.bias())));
    ConversionConfig config = config(Normalization.QCFS);
    List<LayerScale> scales = new ActivationScales(ann, samples).of(config);
    SpikingNetwork network = Normalizer.normalize(layers, scales, List.of(6), config);
    String message =
        assertThrows(
                ConversionRefusedException.class,
                () -> Certificate.of(ann, network, scales, samples))
            .getMessage();
    assertTrue(message.contains("layer " + layer.name() + " departs by "), message);
  }

  @Test
  void theCertificateFindsAWrongScale() throws ConversionRefusedException, InterruptedException {
    SplittableRandom random = new SplittableRandom(5);
    QuantizedAnn ann = deep(random);
    Split samples = dataset(random).train();
    ConversionConfig config = config(Normalization.QCFS);
    List<LayerScale> scales =
        new java.util.ArrayList<>(new ActivationScales(ann, samples).of(config));
    scales.set(0, LayerScale.uniform("first", 20, 1.72f));
    SpikingNetwork network = Normalizer.normalize(ann.layers(), scales, List.of(6), config);
    String message =
        assertThrows(
                ConversionRefusedException.class,
                () -> Certificate.of(ann, network, scales, samples))
            .getMessage();
    assertTrue(message.contains("layer first departs by "), message);
  }
}
