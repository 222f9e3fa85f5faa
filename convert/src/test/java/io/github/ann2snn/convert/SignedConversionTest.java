package io.github.ann2snn.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.convert.ann.MaxPooling;
import io.github.ann2snn.convert.ann.Signed;
import io.github.ann2snn.convert.attribution.Attribution;
import io.github.ann2snn.convert.attribution.ErrorAttribution;
import io.github.ann2snn.convert.attribution.ErrorTerm;
import io.github.ann2snn.convert.scale.ConversionConfig;
import io.github.ann2snn.convert.scale.ConversionConfig.Calibration;
import io.github.ann2snn.convert.scale.Normalization;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.Negative;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedConversionTest {
  private static final int WIDTH = 6;

  private static float[] random(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** 6-8-8-3 with slopes below 0; seed 4. */
  private static AnnGraph graph(float... slope) {
    SplittableRandom random = new SplittableRandom(4);
    List<Node> nodes = new ArrayList<>();
    add(nodes, Input.of(Shape.of(WIDTH)));
    add(nodes, new Dense(8, random(random, 8 * WIDTH), random(random, 8)));
    add(nodes, new Relu(Float.POSITIVE_INFINITY, slope));
    add(nodes, new Dense(8, random(random, 64), random(random, 8)));
    add(nodes, new Relu(Float.POSITIVE_INFINITY, slope));
    add(nodes, new Dense(3, random(random, 24), random(random, 3)));
    return new AnnGraph(nodes);
  }

  private static void add(List<Node> nodes, Operation operation) {
    List<Integer> inputs = nodes.isEmpty() ? List.of() : List.of(nodes.size() - 1);
    List<Shape> shapes = nodes.isEmpty() ? List.of() : List.of(nodes.get(nodes.size() - 1).shape());
    nodes.add(new Node("n" + nodes.size(), operation, inputs, operation.shape(shapes)));
  }

  private static Dataset data() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[200 * WIDTH];
    byte[] labels = new byte[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256) / 256f;
      labels[i / WIDTH] = (byte) (i / WIDTH % 3);
    }
    Split split = Split.ofFloats(values, labels, WIDTH);
    return new Dataset("random", List.of(WIDTH), List.of("a", "b", "c"), split, split, "", "");
  }

  private static ConversionConfig config(Reset reset, Calibration calibration, Signed signed) {
    return new ConversionConfig(
            Normalization.MMSE_CHANNEL,
            99.9,
            0.5,
            reset,
            100,
            1,
            new RunDefaults(16, InputCoding.CURRENT, Readout.MEMBRANE),
            calibration,
            List.of(),
            MaxPooling.GATE)
        .withSigned(signed);
  }

  @ParameterizedTest
  @EnumSource(Calibration.class)
  void calibrationKeepsTheSigns(Calibration calibration)
      throws ConversionRefusedException, InterruptedException {
    Conversion conversion =
        new Converter(config(Reset.SUBTRACT, calibration, Signed.YES), 1)
            .convert(graph(0), data(), Map.of());
    assertEquals("yes", conversion.network().provenance().get(Converter.SIGNED));
    for (int p = 0; p < 2; p++) {
      assertTrue(conversion.network().populations().get(p).isSigned());
    }
    assertFalse(conversion.network().output().isSigned());
  }

  /** Slopes of 1/4, and of 0 and 1, one for each neuron. */
  @Test
  void slopesBecomePrices() throws ConversionRefusedException, InterruptedException {
    Converter converter = new Converter(config(Reset.SUBTRACT, Calibration.NONE, Signed.AUTO), 1);
    SpikingNetwork leaky = converter.convert(graph(0.25f), data(), Map.of()).network();
    Negative same = leaky.populations().get(0).neurons().firing().negative().orElseThrow();
    assertArrayEquals(new float[] {4, 4, 4, 4, 4, 4, 4, 4}, same.price());
    SpikingNetwork own =
        converter.convert(graph(0, 1, 0.5f, 1, 0, 1, 1, 0), data(), Map.of()).network();
    Negative each = own.populations().get(1).neurons().firing().negative().orElseThrow();
    float none = Negative.NONE;
    assertArrayEquals(new float[] {none, 1, 2, 1, none, 1, 1, none}, each.price());
    assertFalse(converter.convert(graph(0), data(), Map.of()).network().isSigned());
  }

  @Test
  void integersHaveSigns() throws ConversionRefusedException, InterruptedException {
    Converter converter = new Converter(config(Reset.SUBTRACT, Calibration.BIAS, Signed.AUTO), 1);
    SpikingNetwork network =
        converter.convert(graph(0, 1, 0.5f, 1, 0, 1, 1, 0), data(), Map.of()).network();
    for (Arithmetic arithmetic : List.of(Arithmetic.INT8, Arithmetic.INT16)) {
      SpikingNetwork integers = Quantizer.quantize(network, arithmetic);
      Negative negative = integers.populations().get(0).neurons().firing().negative().orElseThrow();
      float theta = integers.populations().get(0).neurons().firing().threshold()[0];
      assertEquals(Negative.NONE, negative.price()[0]);
      assertEquals(theta, negative.price()[1]);
      assertEquals(2 * theta, negative.price()[2], 1);
      assertTrue(negative.threshold()[0] >= 1);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    ConversionRefusedException none =
        assertThrows(
            ConversionRefusedException.class,
            () ->
                new Converter(config(Reset.SUBTRACT, Calibration.NONE, Signed.NO), 1)
                    .convert(graph(0.1f), data(), Map.of()));
    assertTrue(none.getMessage().contains("Leave --signed no out"), none.getMessage());
    ConversionRefusedException zero =
        assertThrows(
            ConversionRefusedException.class,
            () ->
                new Converter(config(Reset.ZERO, Calibration.NONE, Signed.AUTO), 1)
                    .convert(graph(0.1f), data(), Map.of()));
    assertTrue(zero.getMessage().contains("Leave --reset zero out"), zero.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> config(Reset.ZERO, Calibration.NONE, Signed.YES));
  }

  /** The terms of an error still add up, and signed neurons have less of uneven arrival. */
  @Test
  void attributionKnowsThem() throws Exception {
    double[] uneven = new double[2];
    for (int k = 0; k < 2; k++) {
      Signed signed = k == 0 ? Signed.AUTO : Signed.YES;
      SpikingNetwork network =
          new Converter(config(Reset.SUBTRACT, Calibration.NONE, signed), 1)
              .convert(graph(0), data(), Map.of())
              .network();
      Attribution attribution = attribution(graph(0), network);
      uneven[k] = attribution.layers().get(1).terms().get(ErrorTerm.UNEVEN).meanAbsolute();
    }
    assertTrue(uneven[1] < 0.7 * uneven[0], uneven[1] + " of " + uneven[0]);
    SpikingNetwork leaky =
        new Converter(config(Reset.SUBTRACT, Calibration.NONE, Signed.AUTO), 1)
            .convert(graph(0.25f), data(), Map.of())
            .network();
    Attribution attribution = attribution(graph(0.25f), leaky);
    assertTrue(attribution.layers().get(0).correlation() > 0.99);
    assertTrue(attribution.layers().get(1).correlation() > 0.97);
  }

  private static Attribution attribution(AnnGraph graph, SpikingNetwork network) throws Exception {
    return new ErrorAttribution(
            ConvertedPair.of(graph, 1, network), SimulationSettings.of(network), 1)
        .attribute(data().test(), n -> {});
  }
}
