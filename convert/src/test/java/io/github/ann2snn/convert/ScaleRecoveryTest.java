package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.PlainAnn;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.LayerScale;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.convert.scale.NormalizationTest;
import io.github.ann2snn.convert.scale.Normalizer;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleRecoveryTest {
  private static final ConversionConfig CONFIG =
      NormalizationTest.config(Normalization.PERCENTILE, 99);

  private static PlainAnn ann(long seed, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<AnnLayer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      float[] weight = new float[sizes[l - 1] * sizes[l]];
      float[] bias = new float[sizes[l]];
      for (int k = 0; k < weight.length; k++) {
        weight[k] = (float) random.nextDouble(-1, 1);
      }
      for (int j = 0; j < bias.length; j++) {
        bias[j] = (float) random.nextDouble(-0.2, 0.2);
      }
      layers.add(PlainAnn.dense("l" + l, l - 2, sizes[l - 1], sizes[l], weight, bias));
    }
    return new PlainAnn(layers);
  }

  private static SpikingNetwork network(PlainAnn ann, List<LayerScale> scales) {
    int inputs = ann.layers().get(0).projections().get(0).inputs();
    return Normalizer.normalize(ann.layers(), scales, List.of(inputs), CONFIG);
  }

  private static List<LayerScale> scales(long seed, PlainAnn ann) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LayerScale> scales = new ArrayList<>();
    for (AnnLayer layer : ann.layers()) {
      float[] lambda = new float[layer.outputs()];
      for (int j = 0; j < lambda.length; j++) {
        lambda[j] = (float) random.nextDouble(0.1, 20);
      }
      scales.add(new LayerScale(layer.name(), lambda));
    }
    return scales;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void findsOneScalePerNeuron(long seed) throws BadFileException {
    PlainAnn ann = ann(seed, 7, 9, 5, 3);
    List<LayerScale> expected = scales(seed + 100, ann);
    ConvertedPair pair = ConvertedPair.of(ann, network(ann, expected));
    for (int l = 0; l < 3; l++) {
      float[] lambda = pair.scales().get(l).lambda();
      for (int j = 0; j < lambda.length; j++) {
        assertEquals(1, lambda[j] / expected.get(l).lambda()[j], 1e-6);
      }
    }
    assertEquals(List.of(), pair.notices());
  }

  @Test
  void aRoundedNetworkHasTheScalesThatItsFileStates() throws ConversionRefusedException {
    PlainAnn ann = ann(1, 3, 4, 2);
    List<LayerScale> scales =
        List.of(LayerScale.uniform("l1", 4, 1.5f), LayerScale.uniform("l2", 2, 3));
    SpikingNetwork floats = network(ann, scales);
    Map<String, String> facts = Map.of("lambda_l1", "1.5", "lambda_l2", "3.0");
    SpikingNetwork rounded = Quantizer.quantize(floats, Arithmetic.INT8).withProvenance(facts);
    assertEquals(scales, ConvertedPair.find(ann, rounded).orElseThrow().scales());
    // in single precision the weights tell, whatever the file does
    float[] found = ConvertedPair.find(ann, floats).orElseThrow().scales().get(1).lambda();
    assertArrayEquals(new float[] {3, 3}, found, 1e-5f);
    for (Map<String, String> wrong :
        List.of(
            Map.<String, String>of(),
            Map.of("lambda_l1", "1.5", "lambda_l2", "0.5 to 3.0"),
            Map.of("lambda_l1", "-1", "lambda_l2", "3.0"))) {
      SpikingNetwork without = rounded.withProvenance(wrong);
      assertTrue(ConvertedPair.find(ann, without).isEmpty(), wrong.toString());
    }
    assertTrue(ConvertedPair.find(ann(1, 3, 5, 2), rounded).isEmpty());
  }

  @Test
  void takesWhatTheFileStates() throws BadFileException {
    PlainAnn ann = ann(1, 3, 4, 2);
    List<LayerScale> expected =
        List.of(LayerScale.uniform("l1", 4, 0.7f), LayerScale.uniform("l2", 2, 3.3f));
    SpikingNetwork network =
        network(ann, expected).withProvenance(Map.of("lambda_l1", "0.7", "lambda_l2", "5"));
    ConvertedPair pair = ConvertedPair.of(ann, network);
    assertEquals(expected.get(0), pair.scales().get(0));
    assertEquals(1, pair.scales().get(1).max() / 3.3, 1e-6);
    assertEquals(1, pair.notices().size());
    assertTrue(
        pair.notices().get(0).startsWith("layer l2: the file states a lambda of 5.0, but"),
        pair.notices().get(0));
  }

  @Test
  void aNeuronWithoutWeightsTakesTheLayersScale() throws BadFileException {
    PlainAnn ann =
        new PlainAnn(
            List.of(
                PlainAnn.dense(
                    "l1",
                    Projection.INPUT,
                    2,
                    3,
                    new float[] {0, 0, 1, 2, 0, 0},
                    new float[] {0, 1, 1})));
    ConvertedPair pair =
        ConvertedPair.of(ann, network(ann, List.of(LayerScale.uniform("l1", 3, 2))));
    assertArrayEquals(new float[] {2, 2, 2}, pair.scales().get(0).lambda());
  }

  /** Two channels of 1 x 2 neurons; each neuron has its bias. */
  @Test
  void findsTheScalesOfChannelsWithABiasByPosition() throws BadFileException {
    FeatureMaps image = new FeatureMaps(1, 1, 2);
    Window same = WindowRules.same(image, new int[] {1, 2}, new int[] {1, 1}, new int[] {1, 1});
    Convolution convolution =
        new Convolution(
            image, 2, same, 1, new float[] {1, 2, -1, 0.5f}, new float[] {0.1f, 0.2f, 0.3f, -0.4f});
    PlainAnn ann = new PlainAnn(List.of(new AnnLayer("conv", Projection.INPUT, convolution)));
    LayerScale expected = new LayerScale("conv", new float[] {2, 2, 4, 4});
    SpikingNetwork network =
        Normalizer.normalize(ann.layers(), List.of(expected), image.shape(), CONFIG);
    ConvertedPair pair = ConvertedPair.of(ann, network);
    assertEquals(List.of(expected), pair.scales());
    assertEquals(List.of(), pair.notices());
    Population layer = network.populations().get(0);
    float[] bias = layer.projections().get(0).connection().bias();
    bias[3] += 1;
    Population moved =
        layer.withConnections(before -> before.withParameters(before.weight(), bias));
    SpikingNetwork other = network.withPopulations(List.of(moved));
    assertEquals(
        List.of(
            "layer conv: 1 of 4 biases are not the model's; what they change counts as inherited"),
        ConvertedPair.of(ann, other).notices());
  }

  @Test
  void refusesAnotherModelOfTheSameSizes() {
    PlainAnn ann = ann(1, 3, 4, 2);
    SpikingNetwork network = network(ann, scales(1, ann));
    PlainAnn other = ann(2, 3, 4, 2);
    var thrown = assertThrows(BadFileException.class, () -> ConvertedPair.of(other, network));
    assertTrue(thrown.getMessage().startsWith("layer l1: weight "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("same sizes, other weights"), thrown.getMessage());
  }

  @Test
  void refusesASingleOtherWeight() {
    PlainAnn ann = ann(1, 3, 4, 2);
    SpikingNetwork network = network(ann, scales(1, ann));
    float[] weight = ann.layers().get(1).projections().get(0).connection().weight();
    weight[5] += 0.01f;
    AnnLayer changed =
        ann.layers().get(1).withConnections(before -> before.withParameters(weight, before.bias()));
    PlainAnn other = new PlainAnn(List.of(ann.layers().get(0), changed));
    var thrown = assertThrows(BadFileException.class, () -> ConvertedPair.of(other, network));
    assertTrue(thrown.getMessage().startsWith("layer l2: weight "), thrown.getMessage());
  }

  @Test
  void otherBiasesGetANotice() throws BadFileException {
    PlainAnn ann = ann(1, 3, 4, 2);
    SpikingNetwork network = network(ann, scales(1, ann));
    float[] bias = ann.layers().get(1).projections().get(0).connection().bias();
    bias[1] += 0.5f;
    AnnLayer changed =
        ann.layers().get(1).withConnections(before -> before.withParameters(before.weight(), bias));
    PlainAnn other = new PlainAnn(List.of(ann.layers().get(0), changed));
    assertEquals(
        List.of(
            "layer l2: 1 of 2 biases are not the model's; what they change counts as inherited"),
        ConvertedPair.of(other, network).notices());
  }

  @Test
  void refusesOtherSizes() {
    PlainAnn ann = ann(1, 3, 4, 2);
    SpikingNetwork network = network(ann, scales(1, ann));
    var thrown =
        assertThrows(BadFileException.class, () -> ConvertedPair.of(ann(1, 3, 5, 2), network));
    assertEquals(
        "the network's layers have sizes [3, 4, 2], the model's [3, 5, 2]: it was not converted from this model; give the model that it came of",
        thrown.getMessage());
  }

  @Test
  void refusesIntegers() throws ConversionRefusedException {
    PlainAnn ann = ann(1, 3, 4, 2);
    SpikingNetwork network = Quantizer.quantize(network(ann, scales(1, ann)), Arithmetic.INT16);
    var thrown = assertThrows(BadFileException.class, () -> ConvertedPair.of(ann, network));
    assertTrue(
        thrown.getMessage().startsWith("the network computes in int16, whose rounded weights"),
        thrown.getMessage());
  }

  @Test
  void refusesLeakyNeurons() {
    PlainAnn ann = ann(1, 3, 2);
    float[] ones = {1, 1};
    Affine affine = (Affine) ann.layers().get(0).projections().get(0).connection();
    Firing firing = Firing.unit(2, 0, Reset.SUBTRACT);
    Population leaky =
        new Population(
            "l1",
            Projection.INPUT,
            affine,
            new LeakyIntegrateAndFire(ones, ones, new float[2], firing));
    SpikingNetwork network =
        new SpikingNetwork(List.of(3), Arrays.asList(leaky), 1, CONFIG.defaults(), Map.of());
    var thrown = assertThrows(BadFileException.class, () -> ConvertedPair.of(ann, network));
    assertTrue(thrown.getMessage().startsWith("layer l1 has leaky neurons"), thrown.getMessage());
  }
}
