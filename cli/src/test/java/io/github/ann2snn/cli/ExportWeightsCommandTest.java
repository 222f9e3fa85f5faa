package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.nir.NirReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExportWeightsCommandTest extends TrainedNetworkTest {
  @Test
  void numpyHasTheNetworksWeights() throws IOException {
    Outcome exported = run("export", "numpy", network, "--out", path("w"));
    assertEquals(0, exported.exitCode(), exported.err());
    assertEquals("", exported.out());
    assertTrue(
        exported.err().strip().endsWith("Wrote weights.npz and README.md to " + path("w")),
        exported.err());
    Population layer = NirReader.read(Path.of(network)).network().populations().get(0);
    try (NpzFile arrays = NpzFile.open(folder.resolve("w/weights.npz"))) {
      assertArrayEquals(
          layer.projections().get(0).connection().weight(),
          arrays.read(layer.name() + ".weight").values());
    }
    String readme = Files.readString(folder.resolve("w/README.md"));
    assertTrue(readme.contains("| `weight` | [12, 16] |"), readme);
  }

  @Test
  void jsonHasTheNetworksWeights() throws IOException {
    Outcome exported = run("export", "json", network, "--out", path("w"));
    assertEquals(0, exported.exitCode(), exported.err());
    float[] weight =
        NirReader.read(Path.of(network))
            .network()
            .populations()
            .get(0)
            .projections()
            .get(0)
            .connection()
            .weight();
    var root = new ObjectMapper().readTree(folder.resolve("w/weights.json").toFile());
    assertEquals(weight[5], root.at("/layers/0/arrays/weight/values/5").floatValue());
    Outcome inspected = run("inspect", path("w/weights.json"));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(
        inspected
            .out()
            .startsWith(
                "weights of a spiking network, input [1,4,4]%n  dense_0.weight [12,16]%n"
                    .formatted()),
        inspected.out());
  }

  @Test
  void badCommandLinesAreRefused() {
    assertFails(2, "name a format: ", "export");
    assertFails(3, "none.nir: no such file", "export", "numpy", path("none.nir"));
    assertFails(3, "is not an HDF5 file", "export", "json", model);
    assertFails(2, "--out: cannot write into", "export", "json", network, "--out", model);
  }
}
