package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.NormalizationTest;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConverterTest extends QuadrantsTest {
  @ParameterizedTest
  @EnumSource(value = Normalization.class, mode = EnumSource.Mode.EXCLUDE, names = "QCFS")
  void theSpikingNetworkApproachesTheOriginal(Normalization normalization)
      throws ConversionRefusedException, InterruptedException {
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
  void writesItsFactsIntoTheNetwork() throws ConversionRefusedException, InterruptedException {
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
  void theSameTwice() throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = NormalizationTest.config(Normalization.CHANNEL, 99);
    Conversion first = new Converter(config, 1).convert(network, DATASET, Map.of());
    assertEquals(first, new Converter(config, 1).convert(network, DATASET, Map.of()));
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
      throws ConversionRefusedException, InterruptedException {
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
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = byLayer(normalization, 99.0, 95.0, 100.0);
    TrialConverter trials = new TrialConverter(network, DATASET, config);
    assertEquals(3, trials.layers());
    assertEquals(100, trials.calibrationSamples().size());
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new Converter(config, 1).convert(network, DATASET, Map.of()).network().populations(),
          trials.convert(config).populations());
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
