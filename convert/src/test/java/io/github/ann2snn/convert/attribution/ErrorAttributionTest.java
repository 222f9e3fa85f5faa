package io.github.ann2snn.convert.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.LayerAttribution.ErrorBound;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronCounts;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronError;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.attribution.Remedy.Change;
import io.github.ann2snn.convert.tuning.OperatingPoint.PairedCounts;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAttributionTest {
  private static SimulationSettings settings(int steps, InputCoding coding, Readout readout) {
    return new SimulationSettings(steps, coding, readout, 7);
  }

  private static SimulationSettings steps(int steps) {
    return settings(steps, InputCoding.CURRENT, Readout.MEMBRANE);
  }

  private static Attribution attribute(
      ConvertedPair pair, SimulationSettings settings, Split samples, int threads)
      throws BadFileException, InterruptedException {
    return new ErrorAttribution(pair, settings, threads).attribute(samples, done -> {});
  }

  /** Hidden: 2 x, x - 1/2 and -x; logits: the sum of the first two, and 3/2. */
  private static final DenseAnn SMALL =
      new DenseAnn(
          List.of(
              new Affine(1, 3, new float[] {2, 1, -1}, new float[] {0, -0.5f, 0}),
              new Affine(3, 2, new float[] {1, 1, 0, 0, 0, 0}, new float[] {0, 1.5f})));

  @Test
  void oneSampleByHand() throws Exception {
    // a = (1.5, 0.25, 0), which fire 4, 1 and 0 of 4 times: the first is clipped.
    Split sample = Split.ofFloats(new float[] {0.75f}, new byte[1], 1);
    Attribution attribution = attribute(SMALL.convert(1, 2), steps(4), sample, 1);
    LayerAttribution hidden = attribution.layers().get(0);
    assertEquals(new TermError(0.5 / 3, -0.5 / 3), hidden.total());
    assertEquals(new TermError(0.5 / 3, -0.5 / 3), hidden.terms().get(ErrorTerm.CLIPPING));
    assertEquals(new TermError(0, 0), hidden.terms().get(ErrorTerm.QUANTIZATION));
    assertEquals(new TermError(0, 0), hidden.terms().get(ErrorTerm.INHERITED));
    assertEquals(new TermError(0, 0), hidden.terms().get(ErrorTerm.UNEVEN));
    assertEquals(1.75 / 3, hidden.meanActivation(), 1e-12);
    assertEquals(new NeuronCounts(1, 0, 1, 1 / 3.0), hidden.counts());
    assertEquals(new ErrorBound(0.125, 0, 0.0625, 0, 0.5), hidden.bound());
    assertEquals(List.of(new NeuronError(0, 1.5, 1, 1, 0.5, ErrorTerm.CLIPPING)), hidden.worst());
    // Logits 1.75 and 1.5 in the ANN, 1.25 and 1.5 here.
    assertEquals(new OutputEffect(0.25, 1), hidden.effects().get(ErrorTerm.CLIPPING));
    assertEquals(new OutputEffect(0, 0), hidden.effects().get(ErrorTerm.QUANTIZATION));
    assertEquals(0.25, attribution.output().error().meanAbsolute(), 1e-6);
    assertEquals(1.625, attribution.output().meanLogit(), 1e-12);
    assertEquals(0, attribution.score().agreement());
    assertEquals(ErrorTerm.CLIPPING, attribution.mainSource().orElseThrow().term());
  }

  @Test
  void aNeuronThatIsSilentInTheSpikingNetworkOnly() throws Exception {
    // a = (0.1, 0, 0), too little for a spike in 3 steps.
    Split sample = Split.ofFloats(new float[] {0.05f}, new byte[1], 1);
    Attribution attribution = attribute(SMALL.convert(1, 2), steps(3), sample, 1);
    LayerAttribution hidden = attribution.layers().get(0);
    assertEquals(new NeuronCounts(2, 1, 0, 0), hidden.counts());
    assertEquals(ErrorTerm.QUANTIZATION, hidden.dominant());
    assertEquals(0.1 / 3, hidden.total().meanAbsolute(), 1e-7);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void termsAddUpWithoutSurprisesInTheFirstLayer(long seed) throws Exception {
    DenseAnn ann = DenseAnn.random(seed, 6, 12, 9, 4);
    Split samples = DenseAnn.samples(seed, 150, 6, 4);
    Attribution attribution = attribute(ann.convert(samples), steps(9), samples, 2);
    for (LayerAttribution layer : attribution.layers()) {
      double sum = layer.terms().values().stream().mapToDouble(TermError::meanSigned).sum();
      assertEquals(layer.total().meanSigned(), sum, 1e-12);
      assertTrue(layer.bound().largest() <= layer.bound().largestAllowed() + 1e-9);
      assertEquals(layer.bound().meanExpected(), layer.bound().mean(), 0.1 * layer.bound().mean());
    }
    // Its current is constant, and what the ANN has.
    LayerAttribution first = attribution.layers().get(0);
    assertEquals(0, first.terms().get(ErrorTerm.INHERITED).meanAbsolute(), 1e-3);
    assertEquals(0, first.terms().get(ErrorTerm.UNEVEN).meanAbsolute(), 1e-3);
    assertTrue(attribution.layers().get(1).terms().get(ErrorTerm.INHERITED).meanAbsolute() > 0);
  }

  @ParameterizedTest
  @EnumSource(InputCoding.class)
  void threadsDoNotMatter(InputCoding coding) throws Exception {
    DenseAnn ann = DenseAnn.random(5, 6, 12, 9, 4);
    Split samples = DenseAnn.samples(5, 600, 6, 4);
    ConvertedPair pair = ann.convert(samples);
    SimulationSettings settings = settings(6, coding, Readout.SPIKES);
    Attribution one = attribute(pair, settings, samples, 1);
    assertEquals(one, attribute(pair, settings, samples, 3));
    assertEquals(3, one.layers().size());
    assertTrue(one.layers().get(2).effects().isEmpty());
  }

  @ParameterizedTest(name = "layer {0}")
  @ValueSource(ints = {0, 1})
  void aScaleTooSmallIsNamedAndRepaired(int l) throws Exception {
    DenseAnn ann = DenseAnn.random(11, 8, 20, 16, 8);
    Split samples = ann.labelled(DenseAnn.samples(11, 400, 8, 8));
    ConvertedPair pair = ann.convert(samples);
    Attribution before = attribute(pair, steps(24), samples, 2);
    assertNotEquals(ErrorTerm.CLIPPING, before.mainSource().orElseThrow().term());

    ConvertedPair damaged = Rescaling.scale(pair, l, 0.1);
    Attribution attribution = attribute(damaged, steps(24), samples, 2);
    Attribution.Source main = attribution.mainSource().orElseThrow();
    assertEquals("l" + l, main.layer());
    assertEquals(ErrorTerm.CLIPPING, main.term());
    assertEquals(ErrorTerm.CLIPPING, attribution.layers().get(l).dominant());
    assertNotEquals(ErrorTerm.CLIPPING, attribution.layers().get(1 - l).dominantOwn());

    Split others = ann.labelled(DenseAnn.samples(12, 400, 8, 8));
    List<Remedy> trials =
        new RemedySearch(damaged, steps(24), 2, done -> {}).search(attribution, samples, others);
    Remedy repair = trials.get(l);
    assertEquals(Change.Kind.LAMBDA, repair.change().kind());
    assertEquals("l" + l, repair.change().layer().orElseThrow());
    assertTrue(repair.change().to() > repair.change().from());
    assertTrue(repair.helped(), repair.toString());
    assertTrue(repair.shareBelow() > 0.9, repair.toString());
    assertEquals(
        repair.gained() - repair.lost(),
        400 * (repair.after().agreement() - repair.before().agreement()),
        1e-9);
    assertEquals(Change.Kind.SIGNED, trials.get(2).change().kind());
    assertEquals(Change.Kind.TIMESTEPS, trials.get(3).change().kind());
    Remedy late = trials.get(4);
    assertEquals(Change.Kind.READOUT_START, late.change().kind());
    assertEquals(3, late.candidates());
    assertTrue(late.change().to() == 7 || late.change().to() == 13 || late.change().to() == 19);
    assertEquals(5, trials.size());
    assertEquals(
        trials,
        new RemedySearch(damaged, steps(24), 1, d -> {}).search(attribution, samples, others));
  }

  @Test
  void refusesOtherResetsAndStarts() {
    ConvertedPair pair = SMALL.convert(1, 2);
    ConvertedPair zero =
        pair.with(pair.network().withFiring(f -> f.withReset(Reset.ZERO)), pair.scales());
    var thrown =
        assertThrows(BadFileException.class, () -> new ErrorAttribution(zero, steps(4), 1));
    assertTrue(thrown.getMessage().startsWith("layer l0 resets to zero"), thrown.getMessage());
    ConvertedPair high =
        pair.with(pair.network().withFiring(f -> f.withInitialPotential(1.5f)), pair.scales());
    thrown = assertThrows(BadFileException.class, () -> new ErrorAttribution(high, steps(4), 1));
    assertTrue(
        thrown.getMessage().startsWith("layer l0: neuron 0 starts at 1.5 thresholds"),
        thrown.getMessage());
  }

  @Test
  void signTest() {
    assertEquals(1, PairedCounts.mcnemar(0, 0));
    assertEquals(1, PairedCounts.mcnemar(1, 0));
    assertEquals(0.0625, PairedCounts.mcnemar(5, 0), 1e-12);
    // 2 (1 + 6) / 64
    assertEquals(0.21875, PairedCounts.mcnemar(5, 1), 1e-12);
    assertEquals(1, PairedCounts.mcnemar(4, 4));
  }
}
