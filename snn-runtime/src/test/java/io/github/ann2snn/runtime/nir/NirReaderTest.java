package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs may write, and what is refused before any graph is seen. */
class NirReaderTest {
  @TempDir Path folder;

  @Test
  void readsEveryNumericTypeAndSpreadsSingleValues() throws IOException {
    NirFile file = NirReader.read(resource("foreign_types.nir"));
    SpikingNetwork network = file.network();
    assertEquals(List.of(3), network.inputShape());
    Affine linear = (Affine) network.populations().get(0).projections().get(0).connection();
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, -6}, linear.weight());
    assertArrayEquals(new float[2], linear.bias());
    Population hidden = network.populations().get(0);
    LeakyIntegrateAndFire leaky = (LeakyIntegrateAndFire) hidden.neurons();
    assertArrayEquals(new float[] {0x1p-10f, 0x1p-9f}, leaky.timeConstant());
    assertArrayEquals(new float[] {8, 8}, leaky.resistance());
    assertArrayEquals(new float[] {0.5f, -0.25f}, leaky.leakPotential());
    assertArrayEquals(new float[] {2, 2}, leaky.firing().threshold());
    assertArrayEquals(new float[] {-0.5f, -0.5f}, leaky.firing().resetPotential());
    Affine out = (Affine) network.populations().get(1).projections().get(0).connection();
    assertArrayEquals(new float[] {7, -8}, out.weight());
    assertEquals(
        "there is no Input node with a shape: the input shape [3] is that of linear",
        file.notes().get(0));
    assertTrue(file.notes().get(2).startsWith("last: "), file.notes().toString());
    assertTrue(
        file.notes().get(2).contains("reset to 0, as there is no v_reset (the text of NIR"),
        file.notes().toString());
  }

  @Test
  void readsNestedGraphsWithFeedbackInEveryLayoutOfTheFile() throws IOException {
    NirFile file = NirReader.read(resource("foreign_graph.nir"));
    SpikingNetwork network = file.network();
    assertEquals(List.of(1, 2, 2), network.inputShape());
    Population hidden = network.populations().get(0);
    assertEquals("sub.inner.n", hidden.name());
    assertEquals("sub.inner.n", file.nodes().get(0));
    assertEquals(network.populations().size(), file.nodes().size());
    assertArrayEquals(
        new float[] {0, 0.5f, 0.25f, 0.1875f, 1, 2.5f, 0.75f, 0.4375f, 2, 4.5f, 1.25f, 0.6875f},
        hidden.projections().get(0).connection().weight());
    assertArrayEquals(
        new float[] {0, -0.5f, 0.25f, 1, 0, 0, 0.125f, 0, -1},
        hidden.recurrent().orElseThrow().weight());
    CurrentBasedLeakyIntegrateAndFire neurons =
        (CurrentBasedLeakyIntegrateAndFire) hidden.neurons();
    assertArrayEquals(new float[] {0x1p-10f, 0x1p-10f, 0x1p-10f}, neurons.synapticTimeConstant());
    assertArrayEquals(new float[] {0x1p-9f, 0x1p-9f, 0x1p-9f}, neurons.membraneTimeConstant());
    assertArrayEquals(new float[] {8, 4, 2}, neurons.resistance());
    assertArrayEquals(new float[] {1, 1, 1}, neurons.inputWeight());
    Population last = network.populations().get(1);
    assertEquals("a_last", last.name());
    assertTrue(last.neurons().firing().isNever());
    assertArrayEquals(
        new float[] {0x1p-8f, 0x1p-8f}, ((LeakyIntegrateAndFire) last.neurons()).timeConstant());
    assertEquals(
        List.of(
            "sub.s: multiplied into the weights of sub.inner.w",
            "sub.inner.n: feeds back to itself over sub.inner.rec; a spike arrives there one step"
                + " later"),
        file.notes().subList(0, 2));
    assertEquals(Readout.MEMBRANE, network.defaults().readout());
  }

  @Test
  void refusesAFormatThatIsNewer() throws IOException {
    Path file =
        new GraphFile()
            .withMetadata("format", "ann2snn.network/3")
            .writeTo(folder.resolve("graph.nir"));
    assertEquals(
        file
            + ": /node/metadata/format: is ann2snn.network/3, which this version does not know (it"
            + " reads ann2snn.network/1, ann2snn.network/2 and files without format); read the file with a newer"
            + " ann2snn, or write it again with this one",
        refused(file));
    NirFile plain = read(new GraphFile());
    assertEquals(
        plain.network(),
        read(new GraphFile().withMetadata("format", "ann2snn.network/1")).network());
    assertEquals(
        plain.network(), read(new GraphFile().withMetadata("format", "of another tool")).network());
  }

  @Test
  void takesWhatTheMetadataSays() throws IOException {
    GraphFile graph =
        new GraphFile()
            .withMetadata("dt", 0.5)
            .withMetadata("time_steps", 7L)
            .withMetadata("input_coding", "regular")
            .withMetadata("readout", "membrane")
            .withMetadata("provenance_a%2Eb", "c")
            .withMetadata("labels", new long[] {1, 2})
            .with("lif_0/metadata/reset", "subtract")
            .with("lif_0/metadata/layer", "hidden");
    NirFile file = read(graph);
    assertEquals(0.5, file.network().timestep());
    assertEquals(
        new RunDefaults(7, InputCoding.REGULAR, Readout.MEMBRANE), file.network().defaults());
    assertEquals(Map.of("a.b", "c"), file.network().provenance());
    Population hidden = file.network().populations().get(0);
    assertEquals("hidden", hidden.name());
    assertEquals(Reset.SUBTRACT, hidden.neurons().firing().reset());
    assertArrayEquals(new float[] {-0.5f, 0.25f}, hidden.neurons().firing().resetPotential());
    assertEquals(2, file.notes().size());
  }

  @Test
  void readsAChainWithoutInputAndOutput() throws IOException {
    GraphFile graph =
        new GraphFile()
            .without("input")
            .without("output")
            .edges("affine_1>if_1", "lif_0>affine_1", "affine_0>lif_0", "affine_0>lif_0");
    assertEquals(read(new GraphFile()).network(), read(graph).network());
  }

  @Test
  void flattenChangesNothing() throws IOException {
    GraphFile graph =
        new GraphFile().behindInput("flatten", "Flatten").with("input/shape", new long[] {3, 1, 1});
    SpikingNetwork network = read(graph).network();
    assertEquals(List.of(3, 1, 1), network.inputShape());
    assertEquals(read(new GraphFile()).network().populations(), network.populations());
  }

  @Test
  void refusesWhatIsNotAFileOfANetwork() throws IOException {
    Path file = folder.resolve("network.nir");
    assertEquals(file + ": no such file", refused(file));
    assertEquals(folder + ": is a directory", refused(folder));
    Files.createFile(file);
    assertEquals(file + ": is empty; expected a NIR network file", refused(file));
    Files.writeString(file, "PK: a zip, not a network");
    assertEquals(file + ": is not an HDF5 file; expected a NIR network file", refused(file));
  }

  @Test
  void refusesAFileThatMayNotBeRead() throws IOException {
    Path file = new GraphFile().writeTo(folder.resolve("network.nir"));
    assumeFalse(!file.toFile().setReadable(false) || Files.isReadable(file), "runs as root");
    assertEquals(file + ": may not be read (permission denied)", refused(file));
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path file = new GraphFile().writeTo(folder.resolve("network.nir"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertEquals(
        "%s: is truncated: it has %d bytes, its header says %d"
            .formatted(file, whole.length - 1, whole.length),
        refused(file));
    Files.write(file, Arrays.copyOf(whole, 20));
    assertTrue(refused(file).startsWith(file + ": damaged, or HDF5 that cannot be read"));
  }

  @Test
  void refusesADamagedGroupByItsPath() throws IOException {
    Path file = folder.resolve("network.nir");
    NirWriter.write(Networks.small(5), file);
    byte[] bytes = Files.readAllBytes(file);
    int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("v_init");
    bytes[name] = 'x';
    Files.write(file, bytes);
    String message = refused(file);
    assertTrue(
        message.matches("(?s).*: /node/nodes/l?if_.: damaged, or HDF5 .*Checksum mismatch.*"),
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile_shape", "hostile_chunk"})
  void refusesAShapeThatCannotBeInTheFile(String name) throws IOException {
    String message = refused(resource(name + ".nir"));
    assertTrue(
        message.matches(
            ".*/affine_0/weight: declares the .*shape \\[.*], more than a file of 8276 bytes.*"),
        message);
  }

  @Test
  void refusesALink() throws IOException {
    String message = refused(resource("soft_link.nir"));
    assertTrue(message.contains("/node/nodes/input: is a link, expected a group"), message);
  }

  private NirFile read(GraphFile graph) throws IOException {
    return NirReader.read(graph.writeTo(folder.resolve("graph.nir")));
  }

  private Path resource(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in = NirReaderTest.class.getResourceAsStream(name)) {
      Files.copy(in, copy);
    }
    return copy;
  }

  private static String refused(Path file) {
    return assertThrows(BadFileException.class, () -> NirReader.read(file)).getMessage();
  }
}
