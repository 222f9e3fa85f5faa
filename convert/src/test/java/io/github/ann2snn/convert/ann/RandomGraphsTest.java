package io.github.ann2snn.convert.ann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.convert.Certificate;
import io.github.ann2snn.convert.scale.ActivationScales;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.NormalizationTest;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever graph is drawn, it is refused, or its layers and its conversion compute what it does.
 */
class RandomGraphsTest {
  private static final int SEEDS = 400;
  private static final int SAMPLES = 4;

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isRefusedOrTheSame(long seed) throws InterruptedException {
    assertRefusedOrSame(seed, Signed.NO);
    assertRefusedOrSame(seed, Signed.AUTO);
  }

  private static void assertRefusedOrSame(long seed, Signed signed) throws InterruptedException {
    AnnGraph graph = RandomGraph.draw(seed);
    try {
      GraphAnn ann = new GraphAnn(graph, MaxPooling.GATE, signed, 1, Progress.NONE);
      Split samples = samples(seed, graph.inputShape().values());
      assertSame(graph, ann, samples);
      boolean levels =
          IntStream.range(0, ann.layers().size()).anyMatch(l -> ann.quantization(l).isPresent());
      for (Normalization how :
          levels
              ? List.of(Normalization.QCFS)
              : List.of(Normalization.MAX, Normalization.CHANNEL)) {
        assertCertified(graph, ann, samples, how);
      }
    } catch (ConversionRefusedException e) {
      String reason = e.getMessage();
      // Neither the certificate's words, nor those of a record that got what it cannot hold.
      assertTrue(reason.contains(" cannot be ") && reason.endsWith("."), reason);
    }
  }

  private static Split samples(long seed, int width) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[SAMPLES * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256) / 256f;
    }
    return Split.ofFloats(values, new byte[SAMPLES], width);
  }

  /** The layers do not know of levels: those of such networks are compared by the certificate. */
  private static void assertSame(AnnGraph graph, GraphAnn ann, Split samples)
      throws InterruptedException {
    ReferenceForward reference = new ReferenceForward(graph);
    PlainAnn plain = new PlainAnn(ann.layers());
    for (int i = 0; i < samples.size(); i++) {
      Split one = samples.slice(i, i + 1);
      float[][] layers = new float[ann.layers().size()][];
      ann.run(
          one,
          (rows, inputs, activations) ->
              System.arraycopy(activations, 0, layers, 0, layers.length));
      assertClose(reference.run(one.sample(0)), layers[layers.length - 1], "logits");
      plain.run(
          one,
          (rows, inputs, expected) -> {
            for (int l = 0; l < layers.length && ann.quantization(l).isEmpty(); l++) {
              assertClose(expected[l], layers[l], "layer " + l);
            }
          });
    }
  }

  private static void assertClose(float[] expected, float[] actual, String what) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected, Arrays.copyOf(actual, expected.length), 2e-5f * largest, what);
  }

  private static void assertCertified(
      AnnGraph graph, GraphAnn ann, Split samples, Normalization how)
      throws ConversionRefusedException, InterruptedException {
    ConversionConfig config = NormalizationTest.config(how, 100, 8, Reset.SUBTRACT);
    List<LayerScale> scales = new ActivationScales(ann, samples).of(config);
    SpikingNetwork network =
        Normalizer.normalize(ann.layers(), scales, graph.inputShape().sizes(), config);
    assertEquals(SAMPLES, Certificate.of(ann, network, scales, samples).samples());
  }

  /** Else the test above would compare little. */
  @Test
  void manyAreNotRefused() {
    long folded = read(Signed.NO);
    long read = read(Signed.AUTO);
    assertTrue(folded > 0.4 * SEEDS, folded + " of " + SEEDS);
    assertTrue(read > 1.3 * folded, read + " instead of " + folded);
  }

  private static long read(Signed signed) {
    return seeds()
        .filter(
            seed -> {
              try {
                GraphAnn.require(RandomGraph.draw(seed), MaxPooling.GATE, signed);
                return true;
              } catch (ConversionRefusedException e) {
                return false;
              }
            })
        .count();
  }
}
