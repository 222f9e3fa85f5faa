package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
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
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results in NeuroBench's terms, worked out by hand. */
class ExportNeuroBenchTest extends CommandLineTest {
  private static final String NEVER =
      "MembraneUpdates and NeuronOperations are left out: changes of potentials are not counted.";

  private static Population layer(String name, int source, Connection from) {
    return new Population(
        name, source, from, IntegrateAndFire.of(Firing.unit(2, 0, Reset.SUBTRACT)));
  }

  /** 2 neurons that copy the inputs, then 2 that get one times and twice their spikes. */
  private static SpikingNetwork network(Connection first, Readout readout) {
    return new SpikingNetwork(
        first.inputShape(),
        List.of(
            layer("hidden", Projection.INPUT, first),
            layer("output", 0, new Affine(2, 2, new float[] {1, 0, 0, 2}, new float[2]))),
        1,
        new RunDefaults(4, InputCoding.CURRENT, readout),
        Map.of());
  }

  private static final Connection COPY = new Affine(2, 2, new float[] {1, 0, 0, 1}, new float[2]);

  /** The results of a network on two images of two pixels, 1 and 0, then 128/255 and 1. */
  private String evaluate(SpikingNetwork network) throws IOException {
    images("train", new int[][] {{255, 0}, {0, 255}}, new int[] {0, 1});
    images("t10k", new int[][] {{255, 0}, {128, 255}}, new int[] {0, 0});
    NirWriter.write(network, folder.resolve("network.nir"));
    Outcome outcome =
        run(
            "evaluate",
            path("network.nir"),
            "--dataset",
            "idx:" + folder,
            "-o",
            path("results.json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return path("results.json");
  }

  private void images(String prefix, int[][] pixels, int[] labels) throws IOException {
    Path images = folder.resolve(prefix + "-images-idx3-ubyte");
    Path classes = folder.resolve(prefix + "-labels-idx1-ubyte");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(images))) {
      for (int number : new int[] {0x803, pixels.length, 1, 2}) {
        out.writeInt(number);
      }
      for (int[] image : pixels) {
        for (int pixel : image) {
          out.writeByte(pixel);
        }
      }
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(classes))) {
      out.writeInt(0x801);
      out.writeInt(labels.length);
      for (int label : labels) {
        out.writeByte(label);
      }
    }
  }

  /**
   * Image 0: hidden 0 fires 4 times, output 0 with it. Image 1: hidden 0 reaches 256/255 at the
   * steps 2 and 4, hidden 1 fires at each, and the outputs as they do. So 10 of the 16 hidden
   * neurons x steps x images fire, and of the outputs: sparsity 3/8. Every neuron has one weight
   * that is not 0: 4 and 8 multiply-accumulates of inputs that are not 0, 4 and 6 accumulates of
   * spikes. Of the second image, output 1 fires most, which is wrong. 8 weights and 4 biases, with
   * 4 thresholds and 4 potentials of 4 bytes.
   */
  @Test
  void isWhatTheHarnessWouldSave() throws IOException {
    String results = evaluate(network(COPY, Readout.SPIKES));
    Outcome outcome = run("export", "neurobench", results);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(
        """
        {
            "Footprint": 80,
            "ConnectionSparsity": 0.5,
            "ParameterCount": 12,
            "ClassificationAccuracy": 0.5,
            "ActivationSparsity": 0.375,
            "ActivationSparsityByLayer": {
                "hidden": 0.375,
                "output": 0.375
            },
            "SynapticOperations": {
                "Effective_MACs": 6.0,
                "Effective_ACs": 5.0,
                "Dense": 32.0
            }
        }
        """,
        outcome.out());
    assertEquals(NEVER + "\n", outcome.err());
  }

  @Test
  void aFolderStandsForItsResultsAndAFileTakesTheMetrics() throws IOException {
    evaluate(network(COPY, Readout.MEMBRANE));
    Outcome outcome = run("export", "neurobench", folder.toString(), "-o", path("out/nb.json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Wrote " + path("out/nb.json")), outcome.err());
    JsonNode metrics = new JsonMapper().readTree(folder.resolve("out/nb.json").toFile());
    // the output only integrates: it has no activations
    assertEquals("{\"hidden\":0.375}", metrics.get("ActivationSparsityByLayer").toString());
    assertEquals(0.375, metrics.get("ActivationSparsity").asDouble());
  }

  /** Pixels 1 x 2 are averaged: a spike has paths, the harness sees a value. */
  @Test
  void operationsOnPooledValuesAreLeftOut() throws IOException {
    FeatureMaps image = new FeatureMaps(1, 1, 2);
    Window window = new Window(Window.WindowAxis.of(1, 1), Window.WindowAxis.of(2, 2));
    Connection pooled =
        new Pooled(
            new Pooling(Pooling.Kind.AVERAGE, image, window),
            new Affine(1, 2, new float[] {1, 1}, new float[2]));
    Outcome outcome = run("export", "neurobench", evaluate(network(pooled, Readout.SPIKES)));
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode metrics = new JsonMapper().readTree(outcome.out());
    assertFalse(metrics.has("SynapticOperations"), outcome.out());
    assertEquals(10, metrics.get("ParameterCount").asInt());
    assertTrue(
        outcome.err().startsWith("SynapticOperations is left out: the network pools averages"),
        outcome.err());
  }

  private ObjectNode results() throws IOException {
    evaluate(network(COPY, Readout.SPIKES));
    return (ObjectNode) new JsonMapper().readTree(folder.resolve("results.json").toFile());
  }

  private String write(JsonNode document) throws IOException {
    return Files.writeString(folder.resolve("old.json"), document.toString()).toString();
  }

  @Test
  void whatAnOldFileDoesNotTellIsLeftOut() throws IOException {
    ObjectNode old = results();
    ((ObjectNode) old.get("snn")).remove(List.of("parameters", "poolsBeforeWeights"));
    old.at("/snn/layers").forEach(layer -> ((ObjectNode) layer).remove("fires"));
    ((ObjectNode) old.at("/snn/totals/neuroBench")).remove("connectionSparsity");
    Outcome outcome = run("export", "neurobench", write(old));
    assertEquals(0, outcome.exitCode(), outcome.err());
    List<String> names = new ArrayList<>();
    new JsonMapper().readTree(outcome.out()).fieldNames().forEachRemaining(names::add);
    assertEquals(List.of("Footprint", "ClassificationAccuracy", "ActivationSparsity"), names);
    assertEquals(
        """
        ConnectionSparsity is left out: the file has no neuroBench.connectionSparsity.
        ParameterCount is left out: the file does not tell it.
        ActivationSparsityByLayer is left out: the file does not tell which layers fire.
        SynapticOperations is left out: the file does not tell whether averages are pooled before weights.
        """
            + NEVER
            + "\n",
        outcome.err());
  }

  @Test
  void refusesWhatHasNoTotals() throws IOException {
    ObjectNode old = results();
    ((ObjectNode) old.at("/snn/totals")).remove("neuroBench");
    assertFails(
        3,
        path("old.json")
            + ": /snn/totals/neuroBench is missing, so there is nothing to tell in NeuroBench's"
            + " terms; make the file again with ann2snn evaluate",
        "export",
        "neurobench",
        write(old));
    ((ObjectNode) old.get("snn")).remove("totals");
    assertFails(
        3, "old.json: /snn/totals/neuroBench is missing", "export", "neurobench", write(old));
    old.put("schema", "ann2snn.tuning/1");
    assertFails(3, "its schema is ann2snn.tuning/1", "export", "neurobench", write(old));
    assertFails(
        3,
        "none.json: no such file; ann2snn run, compare",
        "export",
        "neurobench",
        path("none.json"));
    String results = path("results.json");
    assertFails(
        2,
        "is read, as RESULTS, and would be lost",
        "export",
        "neurobench",
        results,
        "-o",
        results);
  }
}
