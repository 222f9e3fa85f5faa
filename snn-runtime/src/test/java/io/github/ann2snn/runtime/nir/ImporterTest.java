package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.ConvolutionalNetworks;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RandomGraphs;
import io.github.ann2snn.runtime.network.RandomNetworks;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.nir.Importer.Agreement;
import io.github.ann2snn.runtime.nir.Importer.Feature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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
    assertEquals(sinabs, importer("Sinabs").agreement(Feature.of(network)));
    assertEquals(spikingJelly, importer("SpikingJelly").agreement(Feature.of(network)));
    assertEquals(norse, importer("Norse").agreement(Feature.of(network)));
    assertEquals(snnTorch, importer("snnTorch").agreement(Feature.of(network)));
    assertEquals(Agreement.REPRODUCES, importer("NIR library").agreement(Feature.of(network)));
  }

  @Test
  void nobodyReadsSignedNeurons() {
    SpikingNetwork network =
        RandomGraphs.signed(RandomNetworks.integrateAndFire(1, Reset.SUBTRACT, 4, 3, 2, 2), 1);
    for (Importer importer : Importer.all()) {
      assertEquals(Agreement.REFUSES, importer.agreement(Feature.of(network)), importer.title());
    }
  }

  @Test
  void nobodyReadsMaxPooling() {
    SpikingNetwork network =
        ConvolutionalNetworks.symmetric(
            6, ConvolutionalNetworks.Neurons.UNIT, Reset.SUBTRACT, "1x9x9 c4 m d3");
    assertTrue(Feature.of(network).contains(Feature.MAX_POOLING));
    for (Importer importer : Importer.all()) {
      assertEquals(Agreement.REFUSES, importer.agreement(Feature.of(network)), importer.title());
    }
  }

  private static Set<Feature> structure(SpikingNetwork network) {
    Set<Feature> found = EnumSet.copyOf(Feature.of(network));
    found.removeAll(
        Set.of(
            Feature.INTEGRATE_AND_FIRE,
            Feature.SUBTRACTS,
            Feature.FIRES_AT_THRESHOLD,
            Feature.INITIAL_POTENTIAL,
            Feature.MEMBRANE_READOUT));
    return found;
  }

  @Test
  void branchesAndSeriesAreFeatures() {
    assertEquals(Set.of(Feature.BRANCHES, Feature.FLATTEN), structure(GoldenNetworks.residual()));
    assertEquals(Set.of(Feature.BRANCHES, Feature.FLATTEN), structure(GoldenNetworks.optionA()));
    assertEquals(
        Set.of(Feature.BRANCHES, Feature.FLATTEN, Feature.AVERAGE_POOLING),
        structure(GoldenNetworks.denseBlock()));
    assertEquals(
        Set.of(Feature.BRANCHES, Feature.FLATTEN, Feature.SERIES),
        structure(GoldenNetworks.series()));
    assertEquals(
        Agreement.REPRODUCES,
        importer("NIR library").agreement(Feature.of(GoldenNetworks.series())));
    assertEquals(
        Agreement.REFUSES, importer("Sinabs").agreement(Feature.of(GoldenNetworks.series())));
  }

  /** Neurons in a row that get a matrix's currents, too, and a shortcut too large for a matrix. */
  @Test
  void shapesThatDifferAndScalesAreFeatures() {
    FeatureMaps maps = new FeatureMaps(2, 3, 4);
    Population stem = GoldenNetworks.residual().populations().get(0);
    Population sum =
        new Population(
            "sum",
            List.of(
                new Projection(0, OneToOne.identity(maps, new float[] {1, 1})),
                new Projection(
                    Projection.INPUT, new Affine(24, 24, new float[576], new float[24]))),
            stem.neurons());
    SpikingNetwork network = GoldenNetworks.residual().withPopulations(List.of(stem, sum));
    assertEquals(
        Set.of(Feature.BRANCHES, Feature.FLATTEN, Feature.DIFFERENT_SHAPES), structure(network));
    int n = 3000;
    float[] half = new float[n];
    Arrays.fill(half, 0.5f);
    OneToOne large = OneToOne.identity(new FeatureMaps(n, 1, 1), half);
    SpikingNetwork wide =
        new SpikingNetwork(
            List.of(n),
            List.of(
                new Population(
                    "output",
                    Projection.INPUT,
                    large,
                    IntegrateAndFire.of(Firing.unit(n, 0, Reset.ZERO)))),
            1,
            network.defaults(),
            Map.of());
    assertTrue(Feature.of(wide).contains(Feature.SCALE));
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
