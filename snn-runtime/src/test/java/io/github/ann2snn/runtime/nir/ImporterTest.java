package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.Importer.Agreement;
import io.github.ann2snn.runtime.nir.Importer.Feature;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What other programs make of a network, as their sources say. */
class ImporterTest {
  private static SpikingNetwork network(Reset reset, FireRule rule, float v0) {
    SpikingNetwork network = RandomNetworks.integrateAndFire(1, reset, 4, 3, 2);
    return new SpikingNetwork(
        network.inputShape(),
        network.populations().stream()
            .map(
                layer -> {
                  Firing firing = Firing.unit(layer.neurons().neurons(), v0, reset);
                  return layer.withNeurons(IntegrateAndFire.of(firing.withRule(rule)));
                })
            .toList(),
        1,
        network.defaults(),
        Map.of());
  }

  private static Importer importer(String title) {
    return Importer.all().stream()
        .filter(importer -> importer.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}, {1}, v starts at {2}, {3}: {4}, {5}, {6}, {7}")
  @CsvSource({
    "SUBTRACT, AT_THRESHOLD,    0,   IF,  CLOSE,   DIFFERS,    DIFFERS,    DIFFERS",
    "SUBTRACT, AT_THRESHOLD,    0,   LIF, CLOSE,   DIFFERS,    DIFFERS,    DIFFERS",
    "ZERO,     AT_THRESHOLD,    0,   LIF, DIFFERS, REPRODUCES, DIFFERS,    CLOSE",
    "ZERO,     ABOVE_THRESHOLD, 0,   LIF, DIFFERS, CLOSE,      DIFFERS,    REPRODUCES",
    "ZERO,     ABOVE_THRESHOLD, 0.5, LIF, DIFFERS, DIFFERS,    DIFFERS,    DIFFERS",
  })
  void verdictsFollowFromTheRules(
      Reset reset,
      FireRule rule,
      float v0,
      NeuronKind kind,
      Agreement sinabs,
      Agreement spikingJelly,
      Agreement norse,
      Agreement snnTorch) {
    SpikingNetwork network = kind.of(network(reset, rule, v0));
    assertEquals(sinabs, importer("Sinabs").agreement(network));
    assertEquals(spikingJelly, importer("SpikingJelly").agreement(network));
    assertEquals(norse, importer("Norse").agreement(network));
    assertEquals(snnTorch, importer("snnTorch").agreement(network));
    assertEquals(Agreement.REPRODUCES, importer("NIR library").agreement(network));
  }

  @Test
  void nobodyReadsMaxPooling() {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetric(
            6, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, "1x9x9 c4 m d3");
    assertTrue(Feature.of(network).contains(Feature.MAX_POOLING));
    for (Importer importer : Importer.all()) {
      assertEquals(Agreement.REFUSES, importer.agreement(network), importer.title());
    }
  }

  @Test
  void featuresAreThoseOfTheNetwork() {
    assertEquals(
        Set.of(
            Feature.CURRENT_BASED,
            Feature.LEAK_POTENTIAL,
            Feature.RESETS_ELSEWHERE,
            Feature.INITIAL_POTENTIAL,
            Feature.DIFFERENT_THRESHOLDS,
            Feature.RECURRENT,
            Feature.MEMBRANE_READOUT),
        Feature.of(RandomNetworks.recurrent(1, RandomNetworks.currentBased(1, Reset.ZERO, 5, 4, 3)))
            .stream()
            .filter(
                feature ->
                    feature != Feature.FIRES_AT_THRESHOLD
                        && feature != Feature.FIRES_ABOVE_THRESHOLD)
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("io.github.ann2snn.runtime.nir.Importer#all")
  void everyFindingHasAReasonAndASource(Importer importer) {
    assertTrue(importer.version().matches(".+, [0-9a-f]{7}"), importer.version());
    importer
        .findings()
        .forEach(
            (feature, finding) -> {
              assertFalse(finding.reason().isBlank(), feature.name());
              assertTrue(finding.source().contains(".py"), feature.name());
            });
  }
}
