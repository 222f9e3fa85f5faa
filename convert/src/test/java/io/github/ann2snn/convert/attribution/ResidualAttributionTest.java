package io.github.ann2snn.convert.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.ann.Residual;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the error of networks with branches comes from. */
class ResidualAttributionTest {
  private static ConvertedPair pair(PlainAnn ann, List<Integer> shape, List<LayerScale> scales) {
    List<Population> populations = new ArrayList<>();
    for (int l = 0; l < scales.size(); l++) {
      AnnLayer layer = ann.layers().get(l);
      Firing firing = Firing.unit(layer.outputs(), 0.5f, Reset.SUBTRACT);
      List<Projection> projections =
          layer.scaled(
              source -> source < 0 ? ones(shape) : scales.get(source).lambda(),
              scales.get(l).lambda());
      populations.add(new Population(layer.name(), projections, IntegrateAndFire.of(firing)));
    }
    RunDefaults defaults = new RunDefaults(4, InputCoding.CURRENT, Readout.MEMBRANE);
    return new ConvertedPair(
        new SpikingNetwork(shape, populations, 1, defaults, Map.of()),
        scales,
        ann.layers().stream().map(AnnLayer::bound).toList(),
        ann::run,
        List.of());
  }

  private static float[] ones(List<Integer> shape) {
    int count = shape.stream().reduce(1, (a, b) -> a * b);
    return LayerScale.uniform("input", count, 1).lambda();
  }

  private static ConvertedPair residual(long seed, float share) {
    PlainAnn ann = Residual.ann(seed, true);
    List<LayerScale> scales = Residual.scales(ann, Residual.samples(seed, 50), share);
    return pair(ann, Residual.IMAGE.shape(), scales);
  }

  private static Attribution attribute(ConvertedPair pair, Split samples, int threads)
      throws Exception {
    SimulationSettings settings =
        new SimulationSettings(4, InputCoding.CURRENT, Readout.MEMBRANE, 7);
    return new ErrorAttribution(pair, settings, threads).attribute(samples, done -> {});
  }

  /**
   * h = 2 x goes to the logits itself and through g = h, whose scale is larger; k = h leads to them
   * with weight 0.
   */
  private static ConvertedPair byHand() {
    Affine one = new Affine(1, 1, new float[] {1}, new float[1]);
    PlainAnn ann =
        new PlainAnn(
            List.of(
                PlainAnn.dense("h", Projection.INPUT, 1, 1, new float[] {2}, new float[1]),
                new AnnLayer("g", 0, one),
                new AnnLayer("k", 0, one),
                new AnnLayer(
                    "z",
                    List.of(
                        new Projection(
                            0, new Affine(1, 2, new float[] {1, 0}, new float[] {0, 2.5f})),
                        new Projection(1, new Affine(1, 2, new float[] {1, 0}, new float[2])),
                        new Projection(2, new Affine(1, 2, new float[2], new float[2]))),
                    Double.POSITIVE_INFINITY)));
    return pair(
        ann,
        List.of(1),
        List.of(
            LayerScale.uniform("h", 1, 1),
            LayerScale.uniform("g", 1, 2),
            LayerScale.uniform("k", 1, 1),
            LayerScale.uniform("z", 2, 4)));
  }

  @Test
  void anErrorGoesAllWays() throws Exception {
    // a = 1.5 everywhere: h is clipped to 1, and the first logit is 2 instead of 3.
    Split sample = Split.ofFloats(new float[] {0.75f}, new byte[1], 1);
    Attribution attribution = attribute(byHand(), sample, 1);
    LayerAttribution h = attribution.layers().get(0);
    assertEquals(new TermError(0.5, -0.5), h.terms().get(ErrorTerm.CLIPPING));
    assertEquals(new OutputEffect(0.5, 1), h.effects().get(ErrorTerm.CLIPPING));
    // g gets 1/2 of its lambda from h's full rate, and fires 3 times for 1.5 in the ANN.
    LayerAttribution g = attribution.layers().get(1);
    assertEquals(new TermError(0, 0), g.terms().get(ErrorTerm.CLIPPING));
    assertEquals(new TermError(0.5, -0.5), g.terms().get(ErrorTerm.INHERITED));
    assertEquals(new OutputEffect(0, 0), g.effects().get(ErrorTerm.QUANTIZATION));
    // k is clipped as h is, and nothing comes of it.
    LayerAttribution k = attribution.layers().get(2);
    assertEquals(new TermError(0.5, -0.5), k.terms().get(ErrorTerm.CLIPPING));
    assertEquals(new OutputEffect(0, 0), k.effects().get(ErrorTerm.CLIPPING));
    assertEquals("h", attribution.mainSource().orElseThrow().layer());
  }

  @ParameterizedTest(name = "seed {0}, scales {1} of the largest activation")
  @CsvSource({"1, 0.5", "2, 1", "3, 0.8"})
  void termsAddUp(long seed, float share) throws Exception {
    Attribution attribution = attribute(residual(seed, share), Residual.samples(seed, 40), 2);
    assertEquals(5, attribution.layers().size());
    for (LayerAttribution layer : attribution.layers()) {
      double sum = layer.terms().values().stream().mapToDouble(TermError::meanSigned).sum();
      assertEquals(layer.total().meanSigned(), sum, 1e-12, layer.name());
      assertNotEquals(0, layer.total().meanAbsolute(), layer.name());
      assertEquals(ErrorTerm.own(), List.copyOf(layer.effects().keySet()));
      assertTrue(layer.effects().get(ErrorTerm.QUANTIZATION).meanAbsolute() > 0, layer.name());
    }
  }

  /** Samples are analysed side by side, which is no matter to any. */
  @Test
  void samplesAreAnalysedAsIfAlone() throws Exception {
    ConvertedPair pair = residual(4, 0.6f);
    Split samples = Residual.samples(8, 35);
    Attribution together = attribute(pair, samples, 3);
    assertEquals(together, attribute(pair, samples, 1));
    for (int l = 0; l < 5; l++) {
      for (ErrorTerm term : ErrorTerm.own()) {
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
          Attribution alone = attribute(pair, samples.slice(i, i + 1), 1);
          sum += alone.layers().get(l).effects().get(term).meanAbsolute();
        }
        double expected = together.layers().get(l).effects().get(term).meanAbsolute();
        assertEquals(expected, sum / samples.size(), 1e-12, l + " " + term);
      }
    }
  }

  /** All that leaves a layer is multiplied, and all that reaches it is divided. */
  @Test
  void rescalesEveryProjection() {
    ConvertedPair pair = residual(1, 1);
    ConvertedPair scaled = Rescaling.scale(pair, 2, 0.5);
    for (int l = 0; l < 6; l++) {
      List<Projection> before = pair.network().populations().get(l).projections();
      List<Projection> after = scaled.network().populations().get(l).projections();
      for (int k = 0; k < before.size(); k++) {
        double factor = (before.get(k).source() == 2 ? 0.5 : 1) / (l == 2 ? 0.5 : 1);
        float[] expected = before.get(k).connection().weight();
        for (int i = 0; i < expected.length; i++) {
          expected[i] = (float) (expected[i] * factor);
        }
        assertArrayEquals(expected, after.get(k).connection().weight(), l + ", " + k);
      }
    }
    assertEquals(pair.scales().get(2).max() / 2, scaled.scales().get(2).max(), 1e-6);
  }

  @ParameterizedTest(name = "layer {0}")
  @ValueSource(ints = {0, 2, 4})
  void aScaleTooSmallIsNamedAndRepaired(int l) throws Exception {
    ConvertedPair damaged = Rescaling.scale(residual(1, 1), l, 0.25);
    Split samples = Residual.samples(20, 150);
    Attribution attribution = attribute(damaged, samples, 2);
    Attribution.Source main = attribution.mainSource().orElseThrow();
    assertEquals(damaged.scales().get(l).layer(), main.layer());
    assertEquals(ErrorTerm.CLIPPING, main.term());
    SimulationSettings settings =
        new SimulationSettings(16, InputCoding.CURRENT, Readout.MEMBRANE, 7);
    Remedy repair =
        new RemedySearch(damaged, settings, 2, done -> {})
            .search(attribution, samples, Residual.samples(21, 150))
            .get(l);
    assertEquals(damaged.scales().get(l).layer(), repair.change().layer().orElseThrow());
    assertTrue(repair.change().to() > repair.change().from(), repair.toString());
    assertTrue(repair.after().logitError() < 0.8 * repair.before().logitError(), repair.toString());
  }

  /** Of more layers than are searched those of most effect are, in order. */
  @Test
  void searchesTheLayersOfMostEffect() throws Exception {
    List<AnnLayer> layers = new ArrayList<>();
    List<LayerScale> scales = new ArrayList<>();
    FeatureMaps one = new FeatureMaps(1, 1, 1);
    for (int l = 0; l < 8; l++) {
      Affine same = new Affine(1, 1, new float[] {1}, new float[1]);
      layers.add(new AnnLayer("l" + l, l - 1, same));
      // Activations of 0.5: the third, fifth and last of them are clipped, ever more.
      float lambda = l == 2 ? 0.4f : l == 4 ? 0.3f : l == 7 ? 0.2f : 1;
      scales.add(LayerScale.uniform("l" + l, 1, lambda));
    }
    layers.add(
        new AnnLayer(
            "z",
            List.of(
                new Projection(0, OneToOne.identity(one, new float[] {1})),
                new Projection(7, OneToOne.identity(one, new float[] {1}))),
            Double.POSITIVE_INFINITY));
    scales.add(LayerScale.uniform("z", 1, 1));
    ConvertedPair pair = pair(new PlainAnn(layers), List.of(1), scales);
    Split sample = Split.ofFloats(new float[] {0.5f, 0.5f}, new byte[2], 1);
    Attribution attribution = attribute(pair, sample, 1);
    SimulationSettings settings =
        new SimulationSettings(4, InputCoding.CURRENT, Readout.MEMBRANE, 7);
    RemedySearch search = new RemedySearch(pair, settings, 1, done -> {});
    List<String> searched =
        search.search(attribution, sample, sample).stream()
            .flatMap(trial -> trial.change().layer().stream())
            .toList();
    assertEquals(List.of("l0", "l1", "l2", "l3", "l4", "l7"), searched);
  }
}
