package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout of the file, and that a failure leaves nothing behind. */
class NirWriterTest {
  private static final SpikingNetwork NETWORK = Networks.small(29);

  @TempDir Path folder;

  /** Another value means that files are no longer the same on all machines and at all times. */
  @Test
  void bytesAreTheSameInEveryJvm() throws IOException, GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(written()));
    assertEquals(
        "93d46a6691b297403f5f002dbec4ba72cd688c5681923a9c371becae00db03cd",
        HexFormat.of().formatHex(digest));
  }

  @Test
  void layoutIsThatOfTheReference() throws IOException {
    assertEquals(List.of("if_0", "lif_1"), NirReader.read(written()).nodes());
    try (HdfFile file = new HdfFile(written())) {
      assertEquals("NIRGraph", text(file, "node/type"));
      assertEquals(
          List.of("affine_0", "affine_1", "flatten_0", "if_0", "input", "lif_1", "output"),
          names(file, "node/nodes"));
      assertArrayEquals(
          new String[] {"input", "flatten_0"},
          ((String[][]) file.getDatasetByPath("node/edges").getData())[0]);
      assertArrayEquals(
          new long[] {1, 2},
          (long[]) file.getDatasetByPath("node/nodes/flatten_0/input_type").getData());
      assertEquals(-1L, file.getDatasetByPath("node/nodes/flatten_0/end_dim").getData());
      assertEquals("ann2snn", text(file, "node/metadata/producer"));
      assertEquals("ann2snn.network/1", text(file, "node/metadata/format"));
      assertEquals(
          List.of("layer", "reset", "spike_condition", "v_init"),
          names(file, "node/nodes/if_0/metadata"));
      assertEquals("dense_0", text(file, "node/nodes/if_0/metadata/layer"));
      assertEquals(
          "µs ≤ 漢字 𝄞\n",
          text(file, "node/metadata/provenance_Gr%C3%B6%C3%9Fe%20%2F%2050%20%25%2B%2A"));
      assertTrue(file.getAttributes().isEmpty());
    }
  }

  @Test
  void onlyAResetToZeroHasAResetPotential() throws IOException {
    SpikingNetwork soft =
        NETWORK.withFiring(firing -> Firing.unit(firing.neurons(), 0.25f, Reset.SUBTRACT));
    SpikingNetwork hard = soft.withFiring(firing -> firing.withReset(Reset.ZERO));
    assertFalse(neuronDatasets(soft).contains("v_reset"));
    assertTrue(neuronDatasets(hard).contains("v_reset"));
  }

  @Test
  void replacesALongerFileAndLeavesNothingElse() throws IOException {
    Path target = folder.resolve("network.nir");
    Files.write(target, new byte[1 << 20]);
    NirWriter.write(NETWORK, target);
    assertEquals(NETWORK, NirReader.read(target).network());
    assertOnlyFile(target);
  }

  @Test
  void writesIntoTheCurrentFolder() throws IOException {
    Path target = Path.of("NirWriterTest.nir");
    try {
      NirWriter.write(NETWORK, target);
      assertEquals(NETWORK, NirReader.read(target).network());
    } finally {
      Files.deleteIfExists(target);
    }
  }

  @Test
  void keepsTheOldFileWhenATextCannotBeStored() throws IOException {
    assertRefusedWithoutTrace(Map.of("key", "a\0b"), "provenance_key has a NUL");
    assertRefusedWithoutTrace(Map.of("key", "\ud800"), "half a surrogate pair");
    assertRefusedWithoutTrace(Map.of("k".repeat(245), ""), "is too long");
  }

  @Test
  void keepsTheOldFileWhenWhatWasWrittenIsNotTheNetwork() throws IOException {
    assertRefusedWithoutTrace(Map.of("\ud800", "lone surrogate in a key"), "read back equal");
  }

  @Test
  void refusesADirectory() {
    assertEquals(folder + ": is a directory, expected a file to write", refused(NETWORK, folder));
  }

  @Test
  void refusesAFolderThatDoesNotExist() {
    Path target = folder.resolve("missing").resolve("network.nir");
    assertEquals(target + ": the folder to write to does not exist", refused(NETWORK, target));
  }

  @Test
  void refusesAnInputWithoutDimension() {
    Population layer =
        new Population(
            "output",
            Projection.INPUT,
            new Affine(1, 1, new float[1], new float[1]),
            IntegrateAndFire.of(Firing.unit(1, 0, Reset.ZERO)));
    SpikingNetwork scalar =
        new SpikingNetwork(List.of(), List.of(layer), 1, NETWORK.defaults(), Map.of());
    Path target = folder.resolve("network.nir");
    assertEquals(
        target + ": the input shape [] is empty, NIR needs a size", refused(scalar, target));
  }

  private void assertRefusedWithoutTrace(Map<String, String> provenance, String reason)
      throws IOException {
    Path target = written();
    byte[] before = Files.readAllBytes(target);
    SpikingNetwork network =
        new SpikingNetwork(
            NETWORK.inputShape(),
            NETWORK.populations(),
            NETWORK.timestep(),
            NETWORK.defaults(),
            provenance);
    String message = refused(network, target);
    assertTrue(message.startsWith(target + ": ") && message.contains(reason), message);
    assertArrayEquals(before, Files.readAllBytes(target));
    assertOnlyFile(target);
  }

  private static String refused(SpikingNetwork network, Path target) {
    return assertThrows(BadFileException.class, () -> NirWriter.write(network, target))
        .getMessage();
  }

  private Path written() throws IOException {
    Path target = folder.resolve("network.nir");
    NirWriter.write(NETWORK, target);
    return target;
  }

  private List<String> neuronDatasets(SpikingNetwork network) throws IOException {
    Path target = folder.resolve("neurons.nir");
    NirWriter.write(network, target);
    try (HdfFile file = new HdfFile(target)) {
      return names(file, "node/nodes/if_0");
    }
  }

  private void assertOnlyFile(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static String text(HdfFile file, String path) {
    return (String) file.getDatasetByPath(path).getData();
  }

  private static List<String> names(HdfFile file, String path) {
    return ((Group) file.getByPath(path)).getChildren().keySet().stream().sorted().toList();
  }
}
