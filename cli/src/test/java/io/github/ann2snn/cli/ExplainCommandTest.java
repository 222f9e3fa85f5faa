package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.LeakyIntegrateAndFire;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Explanations of networks that were normalised well and badly. */
class ExplainCommandTest extends TrainedNetworkTest {
  private static String deepModel;
  private static String deepNetwork;
  private static String clippedNetwork;

  private static final class Setup extends CommandLineTest {}

  @BeforeAll
  static void trainOnceMore() {
    Setup setup = new Setup();
    setup.folder = shared;
    deepModel = shared.resolve("deep.zip").toString();
    deepNetwork = shared.resolve("deep.nir").toString();
    clippedNetwork = shared.resolve("clipped.nir").toString();
    String[][] lines = {
      {"train", "--architecture", "16-20-12-4", "--epochs", "4", "--out", deepModel},
      {"convert", deepModel, "--out", deepNetwork},
      {"convert", deepModel, "--percentile", "85", "--out", clippedNetwork}
    };
    for (String[] line : lines) {
      Outcome outcome = setup.run(with(line, "--dataset", dataset));
      assertEquals(0, outcome.exitCode(), outcome.err());
    }
  }

  private static String[] with(String[] args, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private Outcome explain(String modelFile, String networkFile, String... more) {
    Outcome outcome =
        run(with(new String[] {"explain", modelFile, networkFile, "--dataset", dataset}, more));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private JsonNode json(String networkFile, String... more) throws IOException {
    return new JsonMapper().readTree(explain(deepModel, networkFile, with(more, "--json")).out());
  }

  @Test
  void aNetworkNormalisedTooLowIsClipped() throws IOException {
    JsonNode root = json(clippedNetwork, "--timesteps", "32");
    JsonNode main = root.at("/sources/0");
    assertEquals("clipping", main.get("term").asText(), root.toPrettyString());
    assertTrue(
        root.get("conclusion")
            .asText()
            .contains("The largest part of the loss comes from clipping in layer "),
        root.get("conclusion").asText());
    for (JsonNode layer : root.get("layers")) {
      assertEquals("clipping", layer.get("dominantOwn").asText(), layer.toPrettyString());
    }
    String text = explain(deepModel, clippedNetwork, "--timesteps", "32").out();
    assertTrue(text.contains("dense_0: the largest part of the error is clipping"), text);
  }

  @Test
  void fewStepsAreNotClipping() throws IOException {
    JsonNode root = json(deepNetwork, "--timesteps", "4");
    assertNotEquals("clipping", root.at("/sources/0/term").asText(), root.toPrettyString());
    for (JsonNode layer : root.get("layers")) {
      assertNotEquals("clipping", layer.get("dominant").asText(), layer.toPrettyString());
    }
  }

  @Test
  void theDocumentIsWholeAndDoesNotDependOnThreads() throws IOException {
    String out = path("explanation.json");
    Outcome one =
        explain(
            deepModel, deepNetwork, "--json", "--threads", "1", "--out", out, "--samples", "99");
    assertEquals(
        one.out(),
        explain(deepModel, deepNetwork, "--json", "--threads", "3", "--samples", "99").out());
    assertEquals(one.out(), Files.readString(Path.of(out)));
    JsonNode root = new JsonMapper().readTree(one.out());
    assertEquals("ann2snn.explanation/1", root.get("schema").asText());
    assertEquals("train", root.at("/dataset/split").asText());
    assertEquals(99, root.at("/dataset/samples").asInt());
    assertEquals(
        "training samples held out from calibration", root.at("/dataset/selection").asText());
    assertEquals(2, root.get("layers").size());
    JsonNode layer = root.at("/layers/1");
    double sum = 0;
    for (String term : List.of("clipping", "quantization", "inherited", "uneven")) {
      sum += layer.at("/terms/" + term + "/meanSigned").asDouble();
    }
    assertEquals(layer.at("/error/meanSigned").asDouble(), sum, 1e-9);
    // Three sources in each of two layers; a change of each, signed neurons, more steps, and a
    // later
    // readout.
    assertEquals(6, root.get("sources").size());
    assertEquals(5, root.get("trials").size());
    assertEquals(99, root.at("/trials/0/after/samples").asInt());
    assertTrue(root.at("/provenance/network/sha256").isTextual());
  }

  @Test
  void theTableNamesEverything() {
    String text = explain(deepModel, deepNetwork, "--timesteps", "8").out();
    for (String part :
        List.of(
            "training samples held out from calibration",
            "T = 8, current coding, membrane readout; ANN ",
            "error = lambda x rate - activation",
            "what each source of error does to the output",
            "silent in both",
            "quantisation of activations from 0 to lambda",
            "worst neurons",
            "other training samples",
            "T = 16 instead of 8",
            "The spiking network gives ")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void spikesThatAreReadAndOtherCodings() throws IOException {
    JsonNode root = json(deepNetwork, "--readout", "spikes", "--coding", "poisson");
    assertEquals(3, root.get("layers").size());
    assertTrue(root.at("/layers/0/terms/uneven/meanAbsolute").asDouble() > 0);
  }

  @Test
  void oneScalePerNeuron() throws IOException {
    String channels = made("channels.nir", "convert", deepModel, "--normalization", "channel");
    JsonNode layer = json(channels).at("/layers/0");
    assertTrue(layer.get("lambdaMin").asDouble() < layer.get("lambdaMax").asDouble());
    assertTrue(layer.at("/terms/inherited/relativeAbsolute").asDouble() < 0.01);
  }

  @Test
  void aFileThatDoesNotSayWhereItComesFrom() throws IOException {
    SpikingNetwork read = NirReader.read(Path.of(deepNetwork)).network();
    NirWriter.write(read.withProvenance(Map.of()), folder.resolve("bare.nir"));
    JsonNode bare = json(path("bare.nir"));
    assertEquals(
        "training samples; the network's file does not tell which it was calibrated on",
        bare.at("/dataset/selection").asText());
    double stated = json(deepNetwork).at("/layers/1/lambdaMax").asDouble();
    assertEquals(1, bare.at("/layers/1/lambdaMax").asDouble() / stated, 1e-6);
  }

  private void refuses(int exitCode, String message, String... args) {
    String[] line = with(new String[] {"explain"}, with(args, "--dataset", dataset));
    assertFails(exitCode, message, line);
  }

  private String made(String out, String... args) {
    Outcome outcome = run(with(args, "--dataset", dataset, "--out", path(out)));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return path(out);
  }

  @Test
  void aModelAndANetworkThatDoNotBelongTogether() {
    String sizes = "sizes [16, 20, 12, 4], the model's [16, 12, 4]: it was not converted from this";
    refuses(3, sizes, model, deepNetwork);
    String other =
        made("o.zip", "train", "--architecture", "16-12-4", "--epochs", "1", "--seed", "7");
    refuses(3, "same sizes, other weights; give the model that", other, network);
  }

  @Test
  void networksToWhichTheTermsDoNotApply() throws IOException {
    refuses(3, "layer dense_0 resets to zero", model, network, "--reset", "zero");
    String late = "layer dense_0: neuron 0 starts at 2.0 thresholds, expected 0 to 1";
    refuses(3, late, model, network, "--initial-potential", "2");
    NirWriter.write(leaky(NirReader.read(Path.of(network)).network()), folder.resolve("leaky.nir"));
    refuses(3, "layer dense_0 has leaky neurons", model, path("leaky.nir"));
    String integers = made("int16.nir", "convert", model, "--weight-bits", "16");
    refuses(3, "the network computes in int16", model, integers);
  }

  private static SpikingNetwork leaky(SpikingNetwork network) {
    List<Population> layers = new ArrayList<>();
    for (Population layer : network.populations()) {
      Firing firing = layer.neurons().firing();
      float[] ones = new float[firing.neurons()];
      Arrays.fill(ones, 1);
      var neurons = new LeakyIntegrateAndFire(ones, ones, new float[ones.length], firing);
      layers.add(new Population(layer.name(), layer.projections(), neurons));
    }
    return new SpikingNetwork(
        network.inputShape(), layers, 1, network.defaults(), network.provenance());
  }

  @Test
  void numbersOutOfRangeAndMissingFiles() {
    String missing = path("missing");
    refuses(2, "timesteps is 0, expected 1 to 65536", model, network, "--timesteps", "0");
    refuses(2, "--samples is 0, expected at least 1", model, network, "--samples", "0");
    refuses(2, "is a folder; name a file", model, network, "--out", folder.toString());
    refuses(3, "missing: no such file", missing, network);
    refuses(3, "missing", model, missing);
    assertFails(3, "missing", "explain", model, network, "--dataset", "idx:" + missing);
  }
}
