package io.github.ann2snn.runtime.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations and the projections between them, apart from what they do. */
class GraphTest {
  private static final RunDefaults DEFAULTS =
      new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE);
  private static final FeatureMaps MAPS = new FeatureMaps(2, 3, 4);

  private static Population population(String name, Projection... projections) {
    int n = projections[0].connection().outputs();
    return new Population(
        name, List.of(projections), IntegrateAndFire.of(Firing.unit(n, 0, Reset.SUBTRACT)));
  }

  private static Projection dense(int source, int inputs, int outputs) {
    return new Projection(
        source, new Affine(inputs, outputs, new float[inputs * outputs], new float[outputs]));
  }

  private static Projection same(int source) {
    return new Projection(source, OneToOne.identity(MAPS, new float[] {1, 1}));
  }

  private static Convolution convolution(FeatureMaps from, int channels, int kernel) {
    int weights = channels * from.channels() * kernel * kernel;
    return new Convolution(
        from, channels, Window.square(kernel, 1), 1, new float[weights], new float[channels]);
  }

  private static SpikingNetwork network(List<Integer> shape, Population... populations) {
    return new SpikingNetwork(shape, List.of(populations), 1, DEFAULTS, Map.of());
  }

  /** Input to a and c, a to b and d, b to d, c to d, c to e, d to e. */
  private static SpikingNetwork five() {
    int in = Projection.INPUT;
    return network(
        List.of(3),
        population("a", dense(in, 3, 4)),
        population("b", dense(0, 4, 5)),
        population("c", dense(in, 3, 2)),
        population("d", dense(2, 2, 6), dense(1, 5, 6), dense(0, 4, 6)),
        population("e", dense(3, 6, 7), dense(2, 2, 7)));
  }

  private static List<String> names(SpikingNetwork network) {
    return network.populations().stream().map(Population::name).toList();
  }

  @Test
  void projectionsAreKeptInTheOrderOfTheirSources() {
    assertEquals(
        List.of(0, 1, 2),
        five().populations().get(3).projections().stream().map(Projection::source).toList());
  }

  @Test
  void populationsBelongToTheirLastReader() {
    assertArrayEquals(new int[] {3, 3, 4, 4, 4}, five().lastReaders());
  }

  @Test
  void aPartHasWhatLeadsToItsEnd() {
    assertEquals(List.of("a"), names(five().upTo(0)));
    assertEquals(List.of("a", "b"), names(five().upTo(1)));
    SpikingNetwork third = five().upTo(2);
    assertEquals(List.of("c"), names(third));
    assertEquals(List.of(dense(Projection.INPUT, 3, 2)), third.populations().get(0).projections());
    assertEquals(five().withPopulations(five().populations().subList(0, 4)), five().upTo(3));
    assertEquals(five(), five().upTo(4));
    SpikingNetwork skipping =
        network(
            List.of(3),
            population("a", dense(Projection.INPUT, 3, 4)),
            population("b", dense(Projection.INPUT, 3, 5)),
            population("c", dense(1, 5, 6), dense(Projection.INPUT, 3, 6)),
            population("d", dense(0, 4, 2), dense(2, 6, 2)));
    SpikingNetwork part = skipping.upTo(2);
    assertEquals(List.of("b", "c"), names(part));
    assertEquals(
        List.of(dense(Projection.INPUT, 3, 6), dense(0, 5, 6)),
        part.populations().get(1).projections());
  }

  /** What a part does is what it does in the whole. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 4, 7, 18, 30})
  void partsOfRandomGraphsAreGraphs(long seed) {
    SpikingNetwork network = RandomGraphs.floats(seed, RandomGraphs.Neurons.UNIT);
    for (int p = 0; p < network.populations().size(); p++) {
      SpikingNetwork part = network.upTo(p);
      Population last = network.populations().get(p);
      assertEquals(last.name(), part.output().name());
      assertEquals(last.connections(), part.output().connections());
      assertTrue(names(network).containsAll(names(part)));
    }
  }

  @Test
  void biasesAddUpInTheOrderOfTheProjections() {
    Affine first = new Affine(1, 2, new float[2], new float[] {1, 5});
    Affine second = new Affine(1, 2, new float[2], new float[] {0x1p-24f, 7});
    Affine third = new Affine(1, 2, new float[2], new float[] {0x1p-24f, -3});
    Population population =
        population(
            "p", new Projection(2, third), new Projection(0, first), new Projection(1, second));
    assertArrayEquals(new float[] {1, 9}, population.biases());
  }

  /** The extremes of projections add up, with weights of both signs. */
  @Test
  void theLargestCurrentIsThatOfAllProjectionsTogether() {
    Affine first = new Affine(2, 2, new float[] {3, -1, -4, -2}, new float[] {1, 0});
    Affine second = new Affine(1, 2, new float[] {2, -3}, new float[] {0, -1});
    Population population = population("p", new Projection(0, first), new Projection(1, second));
    // neuron 0: 1 + 3 + 2 at most; neuron 1: -4 - 2 - 3 - 1 at least
    assertEquals(10, population.largestCurrent());
  }

  @Test
  void theShapeIsThatOfFeatureMapsWhereThereAreAny() {
    Population mixed = population("p", dense(0, 5, 24), same(1));
    assertEquals(List.of(2, 3, 4), mixed.shape());
    assertEquals(12, mixed.sizePerChannel());
    Population flat = population("p", dense(0, 5, 24), dense(1, 3, 24));
    assertEquals(List.of(24), flat.shape());
    assertEquals(1, flat.sizePerChannel());
  }

  @Test
  void gatedPopulationsAreNamedOnce() {
    MaxGate gate = new MaxGate(MAPS, Window.square(2, 1));
    Connection behind = convolution(gate.output(), 1, 1);
    Projection gated = new Projection(0, Optional.of(gate), behind);
    SpikingNetwork network =
        network(
            MAPS.shape(),
            population("a", same(Projection.INPUT)),
            population("b", gated, gated),
            population("c", gated, new Projection(1, convolution(new FeatureMaps(1, 2, 3), 1, 1))));
    assertEquals(Set.of(0), network.gated());
    assertEquals(2, network.populations().get(1).gates().size());
    // 4 bytes each: two weights and two biases a gated path, whose neurons are 6; 2 of the shortcut
    long parameters = (2 + 2) + 2 * (2 + 1) + (2 + 1) + (1 + 1);
    long neurons = 24 + 6 + 6;
    assertEquals(4 * (parameters + 2 * neurons + 24), network.footprintBytes());
  }

  @Test
  void manyProjectionsReachAPopulationButNotAnyNumber() {
    List<Projection> most =
        new ArrayList<>(Collections.nCopies(Population.MOST_PROJECTIONS, dense(0, 1, 1)));
    IntegrateAndFire one = IntegrateAndFire.of(Firing.unit(1, 0, Reset.SUBTRACT));
    assertEquals(1024, new Population("p", most, one).projections().size());
    most.add(dense(0, 1, 1));
    assertRefused(
        "layer p: 1025 projections lead to it, expected at most 1024",
        () -> new Population("p", most, one));
    assertRefused("layer p: nothing leads to it", () -> new Population("p", List.of(), one));
  }

  @Test
  void refusesBranchesThatCannotBeAdded() {
    FeatureMaps turned = new FeatureMaps(2, 4, 3);
    assertRefused(
        "layer sum: one projection reaches the shape [2, 3, 4], another [2, 4, 3]: they cannot be"
            + " added",
        () ->
            population(
                "sum", same(0), new Projection(1, OneToOne.identity(turned, new float[] {1, 1}))));
    assertRefused(
        "layer sum: the connection has 12 outputs, but there are 24 neurons",
        () -> population("sum", same(0), dense(1, 5, 12)));
    assertRefused(
        "layer p: the recurrent connection leads from [24] to [24], but the neurons have the shape"
            + " [2, 3, 4]",
        () ->
            new Population(
                "p",
                List.of(same(0)),
                IntegrateAndFire.of(Firing.unit(24, 0, Reset.SUBTRACT)),
                Optional.of(dense(0, 24, 24).connection())));
  }

  @Test
  void refusesSourcesThatDoNotComeBefore() {
    assertRefused("a projection comes from population -2", () -> dense(-2, 1, 1));
    assertRefused(
        "layer a: a projection comes from layer 1 of 2, expected one before it",
        () ->
            network(List.of(3), population("a", dense(1, 2, 4)), population("b", dense(0, 4, 2))));
    assertRefused(
        "layer a: a projection comes from layer 0 of 1, expected one before it",
        () -> network(List.of(4), population("a", dense(0, 4, 4))));
  }

  @Test
  void refusesWhatLeadsNowhere() {
    assertRefused(
        "layer b leads nowhere",
        () ->
            network(
                List.of(3),
                population("a", dense(Projection.INPUT, 3, 4)),
                population("b", dense(0, 4, 2)),
                population("c", dense(0, 4, 2))));
  }

  @Test
  void refusesSourcesOfAnotherShape() {
    assertRefused(
        "layer b takes 5 inputs, but 4 come in",
        () ->
            network(
                List.of(3),
                population("a", dense(Projection.INPUT, 3, 4)),
                population("b", dense(0, 4, 2), dense(0, 5, 2))));
    assertRefused(
        "layer b takes the shape [2, 3, 4], but [24] comes in",
        () ->
            network(
                List.of(3),
                population("a", dense(Projection.INPUT, 3, 24)),
                population("b", same(0))));
    assertRefused(
        "layer a takes the shape [2, 3, 4], but [4, 3, 2] comes in",
        () -> network(List.of(4, 3, 2), population("a", same(Projection.INPUT))));
  }

  @Test
  void refusesMaxPoolingOfInputs() {
    MaxGate gate = new MaxGate(MAPS, Window.square(2, 1));
    Projection gated =
        new Projection(Projection.INPUT, Optional.of(gate), convolution(gate.output(), 1, 1));
    assertRefused(
        "layer a: max pooling of the inputs is not possible, only of what a layer fires",
        () -> network(MAPS.shape(), population("a", gated)));
  }

  private static void assertRefused(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
