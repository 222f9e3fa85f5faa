package io.github.ann2snn.interop.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.connection.OneToOne;
import io.github.ann2snn.runtime.connection.OneToOne.Every;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A convolution, then sums of 2 x 2 and leaky neurons. */
class WeightsExportTest {
  @TempDir Path folder;

  private final Convolution convolution =
      new Convolution(
          new FeatureMaps(1, 5, 5),
          2,
          Window.square(2, 1),
          1,
          new float[] {1, 2, 3, 4, 5, 6, 7, 8},
          new float[] {0.5f, -0.5f});
  private final Pooled pooled =
      new Pooled(
          new Pooling(Pooling.Kind.SUM, convolution.output(), Window.square(2, 2)),
          new Affine(8, 1, new float[] {1, 0, 0, 0, 0, 0, 0, 0.25f}, new float[] {0.125f}));
  private final SpikingNetwork network =
      new SpikingNetwork(
          List.of(1, 5, 5),
          List.of(
              new Population(
                  "conv",
                  Projection.INPUT,
                  convolution,
                  IntegrateAndFire.of(Firing.unit(32, 0.5f, Reset.SUBTRACT))),
              new Population(
                  "out",
                  0,
                  pooled,
                  new LeakyIntegrateAndFire(
                      new float[] {0.02f},
                      new float[] {2},
                      new float[] {-1},
                      Firing.unit(1, 0, Reset.ZERO)))),
          1e-3,
          new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
          Map.of());

  @Test
  void everyNumberIsInTheArrays() throws IOException {
    List<Path> files = new WeightsExport(network).numpy(folder);
    assertEquals(List.of(folder.resolve("weights.npz"), folder.resolve("README.md")), files);
    try (NpzFile file = NpzFile.open(files.get(0))) {
      assertEquals(
          "[conv.weight, conv.bias, conv.kernel, conv.stride, conv.padding, conv.dilation,"
              + " conv.groups, conv.resistance, conv.threshold, conv.initial_potential,"
              + " out.pool_kernel, out.pool_stride, out.pool_padding, out.weight, out.bias,"
              + " out.time_constant, out.resistance, out.leak_potential, out.threshold,"
              + " out.initial_potential, out.reset_potential]",
          file.shapes().keySet().toString());
      assertEquals(List.of(2, 1, 2, 2), file.shapes().get("conv.weight"));
      assertEquals(List.of(2, 4, 4), file.shapes().get("conv.threshold"));
      assertArrayEquals(convolution.weight(), file.read("conv.weight").values());
      assertArrayEquals(pooled.weight(), file.read("out.weight").values());
      assertArrayEquals(new float[] {2, 2}, file.read("out.pool_stride").values());
      assertArrayEquals(new float[] {0.02f}, file.read("out.time_constant").values());
    }
  }

  @Test
  void theReadmeSaysWhatIsWhat() throws IOException {
    new WeightsExport(network).numpy(folder);
    String readme = Files.readString(folder.resolve("README.md"));
    for (String line :
        List.of(
            "`numpy.load(\"weights.npz\")[\"conv.weight\"]`",
            "Input: [1, 5, 5], pixels in [0, 1], channels first. Meant to run 8 steps with current coding and membrane",
            "`v += resistance * I; spike where v >= threshold; there v -= threshold`",
            "`v += dt / time_constant * ((leak_potential - v) + resistance * I); spike where v >= threshold; there v = reset_potential`",
            "| `weight` | [2, 1, 2, 2] | output channels, input channels / groups, rows, columns |",
            "| `pool_kernel` | [2] | pooling by sums: rows, columns |")) {
      assertTrue(readme.contains(line), line + " is not in " + readme);
    }
  }

  @Test
  void jsonHasTheSameNumbers() throws IOException {
    List<Path> files = new WeightsExport(network).json(folder);
    JsonNode root = new ObjectMapper().readTree(files.get(0).toFile());
    assertEquals("ann2snn.weights/1", root.get("schema").asText());
    assertEquals("[1,5,5]", root.get("inputShape").toString());
    assertEquals(0.001, root.get("timestepSeconds").asDouble());
    JsonNode weight = root.at("/layers/0/arrays/weight");
    assertEquals("[2,1,2,2]", weight.get("shape").toString());
    for (int i = 0; i < 8; i++) {
      assertEquals(convolution.weight()[i], weight.get("values").get(i).floatValue());
    }
    assertEquals("out", root.at("/layers/1/name").asText());
    assertEquals(0.02f, root.at("/layers/1/arrays/time_constant/values/0").floatValue());
  }

  private static final FeatureMaps MAPS = new FeatureMaps(2, 4, 4);

  /** A block that halves the maps: every second row and column, its channels between new ones. */
  private static SpikingNetwork residual() {
    WindowAxis halving = new WindowAxis(3, 2, 1, 1, 1);
    Convolution stem = convolution(MAPS, 2, new WindowAxis(1, 1, 0, 0, 1));
    Convolution down = convolution(stem.output(), 4, halving);
    OneToOne shortcut =
        new OneToOne(
            stem.output(),
            down.output(),
            new int[] {2, OneToOne.NOWHERE},
            new Every(0, 2),
            new Every(1, 2),
            new float[] {0.75f},
            values(16, -0.05f));
    MaxGate gate = new MaxGate(down.output(), Window.square(2, 2));
    return new SpikingNetwork(
        MAPS.shape(),
        List.of(
            new Population("stem", Projection.INPUT, stem, neurons(32)),
            new Population("side", Projection.INPUT, convolution(MAPS, 4, halving), neurons(16)),
            new Population(
                "sum",
                List.of(
                    new Projection(0, shortcut),
                    new Projection(0, down),
                    new Projection(1, OneToOne.identity(down.output(), new float[] {1, 2, 3, 4}))),
                neurons(16)),
            new Population(
                "out",
                List.of(
                    new Projection(
                        2, Optional.of(gate), new Affine(4, 2, values(8, 0.1f), values(2, 0)))),
                neurons(2))),
        1,
        new RunDefaults(8, InputCoding.CURRENT, Readout.MEMBRANE),
        Map.of());
  }

  private static IntegrateAndFire neurons(int count) {
    return IntegrateAndFire.of(Firing.unit(count, 0.5f, Reset.SUBTRACT));
  }

  private static Convolution convolution(FeatureMaps input, int outputs, WindowAxis axis) {
    int weights = outputs * input.channels() * axis.taps() * axis.taps();
    return new Convolution(
        input, outputs, new Window(axis, axis), 1, values(weights, 0.2f), values(outputs, 0.1f));
  }

  private static float[] values(int count, float step) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = step * (i % 5 - 1);
    }
    return values;
  }

  @Test
  void projectionsHaveNamesOfTheirOwn() throws IOException {
    List<Path> files = new WeightsExport(residual()).numpy(folder);
    try (NpzFile file = NpzFile.open(files.get(0))) {
      List<String> names = List.copyOf(file.shapes().keySet());
      assertEquals(
          "[stem.weight, stem.bias, stem.kernel, stem.stride, stem.padding, stem.dilation,"
              + " stem.groups, stem.resistance, stem.threshold, stem.initial_potential,"
              + " side.sources, side.weight, side.bias]",
          names.subList(0, 13).toString());
      assertEquals(
          "[sum.sources, sum.projection0_weight, sum.projection0_bias, sum.projection0_to,"
              + " sum.projection0_start, sum.projection0_stride, sum.projection1_weight]",
          names.subList(names.indexOf("sum.sources"), names.indexOf("sum.sources") + 7).toString());
      assertArrayEquals(new float[] {-1}, file.read("side.sources").values());
      assertArrayEquals(new float[] {0, 0, 1}, file.read("sum.sources").values());
      assertEquals(List.of(4, 2, 2), file.shapes().get("sum.projection0_bias"));
      assertEquals(List.of(4), file.shapes().get("sum.projection2_bias"));
      assertArrayEquals(new float[] {2, -1}, file.read("sum.projection0_to").values());
      assertTrue(names.contains("out.maxpool_kernel") && !names.contains("out.sources"));
    }
    String readme = Files.readString(files.get(1));
    assertTrue(readme.contains("From `stem` and `stem` and `side`. `v += resistance"), readme);
    assertTrue(readme.contains("From the input. `v +="), readme);
    String weight = "| `projection0_weight` | [1] | input channels that lead somewhere;";
    assertTrue(readme.contains(weight), readme);
  }

  /** What the README says of them gives the connection's currents. */
  @Test
  void aShortcutIsAsItsArraysSay() throws IOException {
    SpikingNetwork residual = residual();
    Connection shortcut = residual.populations().get(2).projections().get(0).connection();
    float[] expected = new float[16];
    float[] found = new float[16];
    for (int i = 0; i < 32; i++) {
      float x = i + 1;
      shortcut.forEachTarget(i, (j, w) -> expected[j] += w * x);
    }
    try (NpzFile file = NpzFile.open(new WeightsExport(residual).numpy(folder).get(0))) {
      float[] to = file.read("sum.projection0_to").values();
      float[] start = file.read("sum.projection0_start").values();
      float[] stride = file.read("sum.projection0_stride").values();
      float[] weight = file.read("sum.projection0_weight").values();
      int leading = 0;
      for (int c = 0; c < to.length; c++) {
        for (int place = 0; to[c] >= 0 && place < 4; place++) {
          int row = (int) start[0] + place / 2 * (int) stride[0];
          int column = (int) start[1] + place % 2 * (int) stride[1];
          found[4 * (int) to[c] + place] += weight[leading] * (c * 16 + row * 4 + column + 1);
        }
        leading += to[c] >= 0 ? 1 : 0;
      }
    }
    assertArrayEquals(expected, found);
  }
}
