package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.hdf5.Hdf5Content;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.energy.ProfileFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code inspect} says of files that no other command takes. */
class InspectFileTest extends CommandLineTest {
  /** input -> inner (a graph with a node of an unknown type) -> input. */
  private Path unknownGraph() throws IOException {
    Hdf5Content root = Hdf5Content.empty();
    Hdf5Content graph = root.group("node");
    graph.putText("type", "NIRGraph");
    graph.group("metadata").putText("made_by", "a test");
    graph.put("edges", new String[][] {{"input", "inner"}, {"inner", "input"}});
    Hdf5Content input = graph.group("nodes").group("input");
    input.putText("type", "Input");
    input.put("shape", new long[] {3});
    Hdf5Content inner = graph.group("nodes").group("inner");
    inner.putText("type", "NIRGraph");
    inner.put("edges", new String[][] {{"odd", "odd"}});
    Hdf5Content odd = inner.group("nodes").group("odd");
    odd.putText("type", "Oddity");
    odd.put("gain", new float[][] {{1, 2, 3}, {4, 5, 6}});
    Path file = folder.resolve("odd.nir");
    root.writeTo(file);
    return file;
  }

  @Test
  void listsAGraphThatCannotBeSimulated() throws IOException {
    Outcome text = run("inspect", unknownGraph().toString());
    assertEquals(0, text.exitCode(), text.err());
    assertEquals("", text.err());
    String[] lines = text.out().lines().toArray(String[]::new);
    assertEquals("NIR graph, which cannot be simulated here", lines[0]);
    assertEquals("  made_by: a test", lines[1]);
    assertEquals("  inner            NIRGraph", lines[2]);
    assertEquals("    odd              Oddity, gain float32 [2, 3]", lines[3]);
    assertEquals("    odd -> odd", lines[4]);
    assertTrue(lines[5].startsWith("  input            Input, shape int64 [1]"), lines[5]);
    assertEquals("  input -> inner", lines[6]);
    assertTrue(text.out().contains("why: " + path("odd.nir") + ": /node"), text.out());

    Outcome json = run("inspect", "--json", path("odd.nir"));
    JsonNode root = new JsonMapper().readTree(json.out());
    assertFalse(root.get("simulated").asBoolean());
    assertEquals("Oddity", root.at("/graph/nodes/0/graph/nodes/0/type").asText());
    assertEquals("inner", root.at("/graph/edges/0/1").asText());
    assertEquals("a test", root.at("/graph/metadata/made_by").asText());
    assertTrue(root.get("refusal").asText().contains("/node"));
  }

  @Test
  void aDamagedGraphIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(unknownGraph());
    Path cut = Files.write(folder.resolve("cut.nir"), Arrays.copyOf(good, good.length / 2));
    Outcome refused = run("inspect", cut.toString());
    assertEquals(3, refused.exitCode());
    assertEquals("", refused.out());
    assertTrue(refused.err().startsWith("ann2snn: " + cut + ": "), refused.err());
  }

  @Test
  void aBenchmarkWithTimesOfTrainingStaysReadable() throws IOException {
    String document =
        """
        {"schema": "ann2snn.bench/1", "dataset": "mnist", "samples": 10000,
         "network": "784-512-256-10", "runs": [{}, {}],
         "training": {"naiveSeconds": [9.0, 8.0], "seconds": [3.0, 2.0], "ratio": 4.0}}
        """;
    Path file = Files.writeString(folder.resolve("bench.json"), document);
    Outcome text = run("inspect", file.toString());
    assertEquals(0, text.exitCode(), text.err());
    assertEquals(
        "benchmark of the network 784-512-256-10 with 10000 samples of mnist, 2 runs;"
            + " --json shows all of it",
        text.out().strip());
    JsonNode json = new JsonMapper().readTree(run("inspect", "--json", file.toString()).out());
    assertEquals(new JsonMapper().readTree(document), json);
  }

  @Test
  void namesTheCommandThatTakesAForeignFile() throws IOException {
    Path arrays = zip("w.npz", "fc1.weight.npy", "fc1.bias.npy");
    String kind = "NumPy arrays, such as PyTorch's weights";
    String command = "ann2snn inspect " + arrays + " --architecture LAYERS reads it as a model";
    assertForeign(arrays, kind, command);
  }

  @Test
  void tensorsAreNotDamagedForWantOfAnArchitecture() throws IOException {
    Path tensors = folder.resolve("w.safetensors");
    tensors(tensors, 4);
    String kind = "safetensors, such as PyTorch's weights";
    assertForeign(
        tensors, kind, "ann2snn inspect " + tensors + " --architecture LAYERS reads it as a model");
    Outcome listed = run("inspect", folder.toString());
    assertEquals(0, listed.exitCode(), listed.err());
    assertTrue(listed.out().contains("w.safetensors  " + kind), listed.out());
    tensors(tensors, 8);
    assertFails(3, "w.safetensors: ", "inspect", tensors.toString());
    assertEquals(3, run("inspect", folder.toString()).exitCode());
  }

  /** A tensor of one number, which is said to have some bytes. */
  private static void tensors(Path file, int bytes) throws IOException {
    byte[] header =
        ("{\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0," + bytes + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(Long.BYTES + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, content.putLong(header.length).put(header).array());
  }

  private void assertForeign(Path file, String kind, String command) throws IOException {
    Outcome text = run("inspect", file.toString());
    assertEquals(0, text.exitCode(), text.err());
    assertEquals(kind + ": " + command, text.out().strip());
    JsonNode json = new JsonMapper().readTree(run("inspect", "--json", file.toString()).out());
    assertEquals(kind, json.get("kind").asText());
    assertEquals(command, json.get("command").asText());
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(1);
      }
    }
    return file;
  }

  @Test
  void refusesWeightsAloneAndHdf5OfNoKnownKind() throws IOException {
    Hdf5Content weights = Hdf5Content.empty();
    weights.group("layers").group("dense").putText("a", "b");
    weights.group("vars").putText("a", "b");
    weights.writeTo(folder.resolve("model.weights.h5"));
    assertRefused("model.weights.h5", "it holds weights alone");
    Hdf5Content other = Hdf5Content.empty();
    other.group("other").putText("a", "b");
    other.writeTo(folder.resolve("other.h5"));
    assertRefused("other.h5", "is HDF5, but not a NIR network");
  }

  private void assertRefused(String name, String reason) {
    Outcome refused = run("inspect", path(name));
    assertEquals(3, refused.exitCode(), refused.out());
    assertTrue(refused.err().contains(path(name) + ": "), refused.err());
    assertTrue(refused.err().contains(reason), refused.err());
  }

  /** Jackson takes it for UTF-32, in which it has letters that there are none of. */
  @Test
  void refusesJsonInAnUnknownEncoding() throws IOException {
    byte[] bytes = {'{', 0, 0, 0, -1, -1, -1, -1};
    Path file = Files.write(folder.resolve("odd.json"), bytes);
    assertRefused("odd.json", "not UTF-8 text");
    assertThrows(BadFileException.class, () -> Results.DOCUMENT.read(file));
    assertThrows(BadFileException.class, () -> TuningDocument.DOCUMENT.read(file));
    assertThrows(BadFileException.class, () -> ProfileFile.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "results | ann2snn.results",
        "tuning | ann2snn.tuning",
        "explanation | ann2snn.explanation",
        "energy-profiles | ann2snn.energy-profiles",
        "model.zip.provenance | ann2snn.model-provenance"
      })
  void refusesDocumentsOfANewerVersionAndSaysWhatToDo(String name, String schema)
      throws IOException {
    String document = GoldenFiles.text(name + ".json");
    assertTrue(document.contains('"' + schema + "/1\""));
    Files.writeString(
        folder.resolve("newer.json"), document.replace(schema + "/1\"", schema + "/2\""));
    assertRefused(
        "newer.json",
        "its schema is %s/2, this program reads %s/1; a newer ann2snn made it: update this one"
            .formatted(schema, schema));
  }
}
