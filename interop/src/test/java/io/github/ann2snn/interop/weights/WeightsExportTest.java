package io.github.ann2snn.interop.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
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
}
