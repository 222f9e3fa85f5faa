package io.github.ann2snn.runtime.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Convolution;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Pooled;
import io.github.ann2snn.runtime.connection.Pooled.Pooling;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.CurrentBasedLeakyIntegrateAndFire;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.FireRule;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NIR's own Python library wrote, each with its content as JSON. */
class NirReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp_if",
        "mlp_if_lzf",
        "mlp_if_uncompressed",
        "mlp_if_meta",
        "mlp_if_random",
        "mlp_lif"
      })
  void everyValueIsRead(String name) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(ReferenceFiles.nir().resolve(name + ".json").toFile());
    SpikingNetwork network = read(name).network();
    JsonNode edges = json.get("edges");
    assertEquals(List.of(json.at("/nodes/input/shape/data/0").asInt()), network.inputShape());
    assertEquals((edges.size() - 1) / 2, network.populations().size());
    for (int i = 0; i < network.populations().size(); i++) {
      Population layer = network.populations().get(i);
      String neuron = edges.get(2 * i + 1).get(1).asText();
      assertEquals(neuron, layer.name());
      assertAffine(json.get("nodes").get(edges.get(2 * i).get(1).asText()), layer);
      assertNeurons(json.get("nodes").get(neuron), layer);
    }
  }

  @ParameterizedTest
  @CsvSource({"cnn_avgpool, AVERAGE", "cnn_sumpool, SUM"})
  void convolutionsAndPoolsAreRead(String name, Pooling.Kind kind) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(ReferenceFiles.nir().resolve(name + ".json").toFile());
    SpikingNetwork network = read(name).network();
    assertEquals(List.of(1, 6, 6), network.inputShape());
    JsonNode nodes = json.get("nodes");
    WindowAxis axis = new WindowAxis(3, 1, 1, 1, 1);
    FeatureMaps image = new FeatureMaps(1, 6, 6);
    JsonNode conv = nodes.get("conv_0");
    assertEquals(
        new Convolution(
            image, 2, new Window(axis, axis), 1, values(conv, "weight"), values(conv, "bias")),
        network.populations().get(0).projections().get(0).connection());
    assertNeurons(nodes.get("if_0"), network.populations().get(0));
    Pooled pooled = (Pooled) network.populations().get(1).projections().get(0).connection();
    assertEquals(
        new Pooling(kind, new FeatureMaps(2, 6, 6), Window.square(2, 2)), pooled.pooling());
    assertArrayEquals(values(nodes.get("affine_0"), "weight"), pooled.then().weight());
    assertNeurons(nodes.get("if_1"), network.populations().get(1));
  }

  private static void assertAffine(JsonNode node, Population layer) {
    Affine affine = (Affine) layer.projections().get(0).connection();
    assertEquals(node.at("/weight/shape/0").asInt(), affine.outputs());
    assertEquals(node.at("/weight/shape/1").asInt(), affine.inputs());
    assertArrayEquals(values(node, "weight"), affine.weight());
    assertArrayEquals(values(node, "bias"), affine.bias());
  }

  private static void assertNeurons(JsonNode node, Population layer) {
    if (layer.neurons() instanceof LeakyIntegrateAndFire leaky) {
      assertEquals("LIF", node.get("type").asText());
      assertArrayEquals(values(node, "tau"), leaky.timeConstant());
      assertArrayEquals(values(node, "r"), leaky.resistance());
      assertArrayEquals(values(node, "v_leak"), leaky.leakPotential());
    } else {
      assertEquals("IF", node.get("type").asText());
      assertArrayEquals(values(node, "r"), ((IntegrateAndFire) layer.neurons()).resistance());
    }
    var firing = layer.neurons().firing();
    assertArrayEquals(values(node, "v_threshold"), firing.threshold());
    assertArrayEquals(values(node, "v_reset"), firing.resetPotential());
    JsonNode metadata = node.path("metadata");
    boolean subtract = metadata.path("reset").asText().equals("subtract");
    assertEquals(subtract ? Reset.SUBTRACT : Reset.ZERO, firing.reset());
    boolean atThreshold = metadata.path("spike_condition").asText().equals(">=");
    assertEquals(atThreshold ? FireRule.AT_THRESHOLD : FireRule.ABOVE_THRESHOLD, firing.rule());
    assertArrayEquals(
        metadata.has("v_init") ? values(metadata, "v_init") : new float[firing.neurons()],
        firing.initialPotential());
  }

  private static float[] values(JsonNode node, String dataset) {
    JsonNode data = node.get(dataset).get("data");
    float[] values = new float[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).floatValue();
    }
    return values;
  }

  @Test
  void notesSayWhatTheTextOfNirDecided() throws IOException {
    assertEquals(
        List.of(
            "lif_0, lif_1: fires at v > v_threshold (the text of NIR; no metadata spike_condition);"
                + " reset to v_reset (the text of NIR; no metadata reset);"
                + " v starts at 0 (assumed)",
            "assumed, as the file's metadata does not say: dt 0.0001 s, time_steps 32,"
                + " input_coding current, readout spikes"),
        read("mlp_lif").notes());
    assertEquals(1e-4, read("mlp_lif").network().timestep());
    assertTrue(read("mlp_if").notes().get(1).contains("dt 1 s"));
    assertEquals(1, read("mlp_if").network().timestep());
  }

  @Test
  void notesSayWhatTheMetadataDecided() throws IOException {
    assertEquals(
        List.of(
            "if_0, if_1: fires at v >= v_threshold (metadata);"
                + " reset by subtraction (metadata); v starts at v_init (metadata)",
            "assumed, as the file's metadata does not say: input_coding current, readout spikes"),
        read("mlp_if_meta").notes());
  }

  /** I passes on a graded value, and Threshold makes spikes of one: neither is a spiking layer. */
  @Test
  void aThresholdWithoutStateIsRefused() {
    Path file = ReferenceFiles.nir().resolve("misc_primitives.nir");
    assertEquals(
        file
            + ": /node/nodes/threshold: has type Threshold, which makes spikes of a graded value"
            + " without a potential to reset; only IF, LIF and CubaLIF fire here. Export an I or LI"
            + " node and the Threshold after it as one IF or LIF node",
        assertThrows(BadFileException.class, () -> NirReader.read(file)).getMessage());
  }

  @Test
  void aNestedRecurrentGraphIsRead() throws IOException {
    JsonNode nodes =
        new ObjectMapper()
            .readTree(ReferenceFiles.nir().resolve("recurrent_nested.json").toFile())
            .get("nodes");
    NirFile file = read("recurrent_nested");
    assertEquals(List.of(4), file.network().inputShape());
    assertEquals(2, file.network().populations().size());
    Population hidden = file.network().populations().get(0);
    assertEquals("rnn.lif", hidden.name());
    assertAffine(nodes.get("affine_0"), hidden);
    JsonNode lif = nodes.at("/rnn/nodes/lif");
    assertEquals(
        new CurrentBasedLeakyIntegrateAndFire(
            values(lif, "tau_syn"),
            values(lif, "tau_mem"),
            values(lif, "r"),
            values(lif, "v_leak"),
            values(lif, "w_in"),
            new Firing(
                values(lif, "v_threshold"),
                new float[3],
                FireRule.ABOVE_THRESHOLD,
                Reset.ZERO,
                values(lif, "v_reset"))),
        hidden.neurons());
    assertEquals(
        new Affine(3, 3, values(nodes.at("/rnn/nodes/w_rec"), "weight"), new float[3]),
        hidden.recurrent().orElseThrow());
    Population output = file.network().populations().get(1);
    assertAffine(nodes.get("affine_1"), output);
    assertTrue(output.neurons().firing().isNever());
    assertEquals(Readout.MEMBRANE, file.network().defaults().readout());
    assertEquals(
        List.of(
            "rnn.lif: feeds back to itself over rnn.w_rec; a spike arrives there one step later",
            "affine_1: has no neurons after it; what it gives is added up over the steps",
            "rnn.lif: forward Euler: the synaptic current starts at 0 and moves v one step later;"
                + " fires at v > v_threshold (the text of NIR; no metadata spike_condition);"
                + " reset to v_reset (the text of NIR; no metadata reset);"
                + " v starts at 0 (assumed)",
            "assumed, as the file's metadata does not say: dt 0.0001 s, time_steps 32,"
                + " input_coding current, readout membrane"),
        file.notes());
  }

  private static NirFile read(String name) throws IOException {
    return NirReader.read(ReferenceFiles.nir().resolve(name + ".nir"));
  }
}
