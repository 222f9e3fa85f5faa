package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.NormalizationTest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.model.TrainingConfig.Loss;
import io.github.ann2snn.train.model.TrainingConfig.Updater;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small network trained on points of a plane, by quadrant. */
class ConverterTest {
  private static final Dataset DATASET = quadrants(2600, 400);
  private static AnnGraph network;

  private static Dataset quadrants(int train, int test) {
    return new Dataset(
        "quadrants",
        List.of(2),
        List.of("a", "b", "c", "d"),
        points(1, train),
        points(2, test),
        "0".repeat(64),
        "1".repeat(64));
  }

  private static Split points(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[2 * n];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = (float) random.nextDouble();
      values[2 * i + 1] = (float) random.nextDouble();
      labels[i] = (byte) ((values[2 * i] > 0.5 ? 1 : 0) + (values[2 * i + 1] > 0.5 ? 2 : 0));
    }
    return Split.ofFloats(values, labels, 2);
  }

  @BeforeAll
  static void train(@TempDir Path folder) throws IOException {
    TrainingConfig config =
        new TrainingConfig(
            Architecture.parse("2-24-16-4"),
            Activation.RELU,
            0,
            Loss.MCXENT,
            Updater.ADAM,
            0.01,
            0,
            0,
            12,
            32,
            42,
            0,
            true);
    network =
        graph(
            new Trainer(config, DATASET, TrainingListener.NONE)
                .train(folder.resolve("model.zip"))
                .model()
                .network());
  }

  private static AnnGraph graph(MultiLayerNetwork trained) {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("input", Input.of(Shape.of(2)));
    for (int l = 0; l < trained.getnLayers(); l++) {
      INDArray weight = trained.getLayer(l).getParam("W");
      INDArray bias = trained.getLayer(l).getParam("b");
      Dense dense =
          new Dense(
              (int) weight.size(1),
              weight.transpose().dup('c').data().asFloat(),
              bias.dup().data().asFloat());
      last = builder.add(trained.getLayer(l).conf().getLayer().getLayerName(), dense, last);
      if (l < trained.getnLayers() - 1) {
        last = builder.add("", Relu.plain(), last);
      }
    }
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource(value = Normalization.class, mode = EnumSource.Mode.EXCLUDE, names = "QCFS")
  void theSpikingNetworkApproachesTheOriginal(Normalization normalization)
      throws ConversionRefusedException {
    ConversionConfig config = NormalizationTest.config(normalization, 99.9, 512);
    Conversion conversion =
        new Converter(config, 1).convert(network, DATASET, Map.of("key", "value"));
    assertEquals(1000, conversion.certificate().samples());
    assertEquals(normalization.needsData() ? 100 : 0, conversion.calibrationSamples());
    assertTrue(conversion.certificate().worstDifference() < 1e-5);

    var spiking = conversion.network().withFiring(f -> f.withReset(Reset.SUBTRACT));
    EventDrivenSimulator simulator =
        new EventDrivenSimulator(
            spiking, new SimulationSettings(512, InputCoding.CURRENT, Readout.MEMBRANE, 1));
    ReferenceForward original = new ReferenceForward(network);
    int[] expected = new int[DATASET.test().size()];
    for (int i = 0; i < expected.length; i++) {
      float[] logits = original.run(DATASET.test().sample(i));
      expected[i] = Inference.argmax(logits, 0, logits.length);
    }
    int same = 0;
    for (int i = 0; i < expected.length; i++) {
      same += simulator.run(DATASET.test().sample(i), i).prediction() == expected[i] ? 1 : 0;
    }
    assertTrue(same >= 0.97 * expected.length, same + " of " + expected.length);
  }

  @Test
  void writesItsFactsIntoTheNetwork() throws ConversionRefusedException {
    ConversionConfig config = NormalizationTest.config(Normalization.PERCENTILE, 99);
    Map<String, String> facts =
        new Converter(config, 1)
            .convert(network, DATASET, Map.of("key", "value"))
            .network()
            .provenance();
    assertEquals("value", facts.get("key"));
    assertEquals("percentile", facts.get("normalization"));
    assertEquals("99.0", facts.get("percentile"));
    assertEquals("100", facts.get("calibration_samples"));
    assertEquals("1000", facts.get("certificate_samples"));
    assertTrue(Float.parseFloat(facts.get("lambda_dense_0")) > 0);
  }

  @Test
  void theSameTwice() throws ConversionRefusedException {
    ConversionConfig config = NormalizationTest.config(Normalization.CHANNEL, 99);
    Conversion first = new Converter(config, 1).convert(network, DATASET, Map.of());
    assertEquals(first, new Converter(config, 1).convert(network, DATASET, Map.of()));
  }

  private static ConversionConfig calibrated(Calibration calibration) {
    return new ConversionConfig(
        Normalization.MMSE,
        99,
        0.5,
        Reset.SUBTRACT,
        500,
        1,
        new RunDefaults(2, InputCoding.POISSON, Readout.MEMBRANE),
        calibration,
        List.of(),
        MaxPooling.GATE);
  }

  @Test
  void calibrationDoesNotDependOnThreads() throws ConversionRefusedException {
    ConversionConfig config = calibrated(Calibration.BOTH);
    Conversion one = new Converter(config, 1).convert(network, DATASET, Map.of());
    assertEquals(one, new Converter(config, 3).convert(network, DATASET, Map.of()));
    Conversion none =
        new Converter(calibrated(Calibration.NONE), 1).convert(network, DATASET, Map.of());
    assertEquals(none.certificate(), one.certificate());
    assertEquals(none.scales(), one.scales());
    assertNotEquals(none.network().layers(), one.network().layers());
    assertEquals(3, one.corrections().size());
    assertEquals(List.of(), none.corrections());
  }

  @Test
  void tellsOfEveryPassOverSamplesToItsEnd() throws ConversionRefusedException {
    List<String> told = new CopyOnWriteArrayList<>();
    Progress progress =
        (task, total, unit) -> {
          AtomicLong left = new AtomicLong(total);
          return new Progress.Work() {
            @Override
            public void step(long n) {
              left.addAndGet(-n);
            }

            @Override
            public void close() {
              told.add(task + ", " + left + " of " + total + " left");
            }
          };
        };
    new Converter(calibrated(Calibration.BIAS), 2, progress).convert(network, DATASET, Map.of());
    assertTrue(told.contains("Running the model, 0 of 1000 left"), told.toString());
    for (int layer = 1; layer <= 3; layer++) {
      assertTrue(told.contains("Calibrating layer " + layer + ", 0 of 500 left"), told.toString());
    }
    assertTrue(told.stream().allMatch(line -> line.contains(", 0 of ")), told.toString());
  }

  @Test
  void writesTheCalibrationIntoTheNetwork() throws ConversionRefusedException {
    Map<String, String> facts =
        new Converter(calibrated(Calibration.BIAS), 1)
            .convert(network, DATASET, Map.of())
            .network()
            .provenance();
    assertEquals("mmse", facts.get("normalization"));
    assertNull(facts.get("percentile"));
    assertEquals("bias", facts.get("calibration"));
    assertEquals("2", facts.get("calibration_timesteps"));
    assertEquals("500", facts.get("calibration_samples"));
    assertTrue(facts.get("bias_change_dense_0").startsWith("mean 0."), facts.toString());
    assertEquals("mean 0.00, largest 0.00", facts.get("potential_change_output"));
    assertNull(facts.get("calibration_notice"));
  }

  @Test
  void saysThatAllSamplesAreOfOneClass() throws ConversionRefusedException {
    Split train = DATASET.train();
    float[] values = new float[2 * 100];
    for (int i = 0; i < 100; i++) {
      train.read(i, values, 2 * i);
    }
    byte[] labels = new byte[100];
    Arrays.fill(labels, (byte) 2);
    Split one = Split.ofFloats(values, labels, 2);
    Dataset dataset = new Dataset("one", List.of(2), List.of("a", "b", "c", "d"), one, one, "", "");
    Conversion conversion =
        new Converter(calibrated(Calibration.POTENTIAL), 1).convert(network, dataset, Map.of());
    String notice =
        "all 50 calibration samples are of class c: scales and corrections hold for that class alone";
    assertEquals(List.of(notice), conversion.notices());
    assertEquals(notice, conversion.network().provenance().get("calibration_notice"));
  }

  @Test
  void refusesADatasetOfAnotherWidth() {
    Split wide = Split.ofFloats(new float[30], new byte[10], 3);
    Dataset other = new Dataset("wide", List.of(3), List.of("a", "b"), wide, wide, "", "");
    ConversionConfig config = NormalizationTest.config(Normalization.PERCENTILE, 99);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Converter(config, 1).convert(network, other, Map.of()));
    assertEquals("the model takes 2 inputs, but a sample of wide has 3", thrown.getMessage());
  }

  @Test
  void refusesADatasetWithoutEnoughSamples() {
    Dataset tiny = quadrants(1, 1);
    ConversionConfig config = NormalizationTest.config(Normalization.PERCENTILE, 99);
    var thrown =
        assertThrows(
            ConversionRefusedException.class,
            () -> new Converter(config, 1).convert(network, tiny, Map.of()));
    assertEquals(
        "1 training samples are too few: conversion needs at least 2, to calibrate on and to check with",
        thrown.getMessage());
  }

  private static ConversionConfig byLayer(Normalization normalization, Double... percentiles) {
    ConversionConfig config = NormalizationTest.config(normalization, 99.9);
    return new ConversionConfig(
        normalization,
        99.9,
        config.initialPotential(),
        config.reset(),
        config.calibrationSamples(),
        config.seed(),
        config.defaults(),
        Calibration.NONE,
        List.of(percentiles),
        MaxPooling.GATE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Normalization.class,
      names = {"PERCENTILE", "CHANNEL"})
  void everyLayerTakesThePercentileOfItsOwn(Normalization normalization)
      throws ConversionRefusedException {
    Conversion conversion =
        new Converter(byLayer(normalization, 99.0, 95.0, 100.0), 1)
            .convert(network, DATASET, Map.of());
    double[] percentiles = {99, 95, 100};
    for (int l = 0; l < percentiles.length; l++) {
      ConversionConfig same = NormalizationTest.config(normalization, percentiles[l]);
      Conversion uniform = new Converter(same, 1).convert(network, DATASET, Map.of());
      assertEquals(uniform.scales().get(l), conversion.scales().get(l));
    }
    assertEquals("99.0,95.0,100.0", conversion.network().provenance().get("percentile_by_layer"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QCFS")
  void trialsAreTheNetworksOfTheConverter(Normalization normalization)
      throws ConversionRefusedException {
    ConversionConfig config = byLayer(normalization, 99.0, 95.0, 100.0);
    TrialConverter trials = new TrialConverter(network, DATASET, config);
    assertEquals(3, trials.layers());
    assertEquals(100, trials.calibrationSamples().size());
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new Converter(config, 1).convert(network, DATASET, Map.of()).network().layers(),
          trials.convert(config).layers());
    }
  }

  @Test
  void asManyPercentilesAsLayers() {
    ConversionConfig config = byLayer(Normalization.PERCENTILE, 99.0, 95.0);
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Converter(config, 1).convert(network, DATASET, Map.of()));
    assertEquals(
        "2 percentiles are given, but the model has 3 layers with weights; give one percentile for all, or one for each",
        refused.getMessage());
  }
}
