package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the document says of single samples and steps agrees with what it says of all. */
class SampleResultsTest extends TrainedNetworkTest {
  private JsonNode compare(String... more) throws IOException {
    Outcome outcome =
        run(
            QuartersTest.with(
                new String[] {"compare", model, network, "--dataset", dataset, "--json"}, more));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return new JsonMapper().readTree(outcome.out());
  }

  private static double sum(JsonNode numbers) {
    double sum = 0;
    for (JsonNode number : numbers) {
      sum += number.isArray() ? sum(number) : number.asDouble();
    }
    return sum;
  }

  private static double diagonal(JsonNode matrix) {
    double sum = 0;
    for (int c = 0; c < matrix.size(); c++) {
      sum += matrix.get(c).get(c).asInt();
    }
    return sum;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"current, membrane", "poisson, spikes", "regular, membrane", "binary, spikes"})
  void stepsAndMatricesAddUp(String coding, String readout) throws IOException {
    JsonNode root = compare("--coding", coding, "--readout", readout, "--early-exit", "0.75");
    assertEquals("[\"0\",\"1\",\"2\",\"3\"]", root.at("/dataset/classes").toString());
    assertEquals("[1,4,4]", root.at("/dataset/imageShape").toString());
    JsonNode snn = root.get("snn");
    for (JsonNode part : new JsonNode[] {root.get("ann"), snn}) {
      assertEquals(4, part.get("confusion").size());
      assertEquals(200, sum(part.get("confusion")));
      assertEquals(part.get("accuracy").asDouble(), diagonal(part.get("confusion")) / 200, 1e-12);
    }
    assertEquals(4, snn.get("accuracyIntervalByTimestep").size());
    assertEquals(snn.get("accuracyInterval"), snn.at("/accuracyIntervalByTimestep/3"));
    double synops = 0;
    for (JsonNode layer : snn.get("layers")) {
      double steps = layer.get("neurons").asInt() * 4.0;
      double spikes = sum(layer.get("spikesByTimestep"));
      assertEquals(4, layer.get("spikesByTimestep").size());
      assertEquals(layer.get("spikesPerSample").asDouble(), spikes, 1e-9);
      assertEquals(layer.get("firingRate").asDouble(), spikes / steps, 1e-9);
      synops += layer.at("/synapticOperationsByTimestep/0").asDouble();
      assertEquals(
          layer.get("synapticOperationsPerSample").asDouble(),
          sum(layer.get("synapticOperationsByTimestep")),
          1e-9);
    }
    assertEquals(snn.at("/synapticOperationsByTimestep/0").asDouble(), synops, 1e-9);
    assertTrue(snn.at("/layers/0/fires").asBoolean());
    assertEquals(readout.equals("spikes"), snn.at("/layers/1/fires").asBoolean());
    JsonNode exits = snn.at("/earlyExit/samplesByTimesteps");
    assertEquals(4, exits.size());
    assertEquals(200, sum(exits));
    double mean = 0;
    for (int t = 1; t <= 4; t++) {
      mean += t * exits.get(t - 1).asInt() / 200.0;
    }
    assertEquals(snn.at("/earlyExit/meanTimesteps").asDouble(), mean, 1e-9);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"current, membrane", "poisson, membrane", "poisson, spikes"})
  void samplesAreThoseThatWereCounted(String coding, String readout) throws IOException {
    JsonNode root = compare("--coding", coding, "--readout", readout, "--timesteps", "3");
    JsonNode comparison = root.get("comparison");
    JsonNode flipped = comparison.get("flipped");
    assertEquals(comparison.get("onlyAnnCorrect"), flipped.get("lost"));
    assertEquals(comparison.get("onlySnnCorrect"), flipped.get("gained"));
    String unit = readout.equals("spikes") ? "spikes" : "thresholds";
    assertEquals(unit, flipped.get("snnMarginUnit").asText());
    double all = flipped.get("lost").asInt() + flipped.get("gained").asInt();
    all += flipped.get("bothWrong").asInt();
    assertTrue(all > 0, "the test needs samples that flip");
    assertEquals(Math.min(48, all), flipped.get("samples").size());
    for (JsonNode sample : flipped.get("samples")) {
      assertFalse(sample.get("ann").equals(sample.get("snn")), sample.toString());
      assertTrue(sample.get("annMargin").asDouble() >= 0, sample.toString());
      assertTrue(sample.get("snnMargin").asDouble() >= 0, sample.toString());
      assertArrayEquals(pixels(sample.get("index").asInt()), image(sample));
    }
    JsonNode samples = root.get("samples");
    assertTrue(samples.size() > 2 && samples.size() <= 4 + Math.min(10, all));
    for (JsonNode sample : samples) {
      assertArrayEquals(pixels(sample.get("index").asInt()), image(sample));
      JsonNode last = sample.at("/potentials/2");
      assertEquals(4, last.size());
      if (readout.equals("membrane")) {
        for (JsonNode potential : last) {
          assertTrue(potential.asDouble() <= last.get(sample.get("snn").asInt()).asDouble());
        }
      }
      assertEquals(readout.equals("spikes") ? 2 : 1, sample.get("rasters").size());
      assertEquals(12, sample.at("/rasters/0/shown").size());
      assertEquals(3, sample.at("/rasters/0/spikes").size());
    }
    for (JsonNode sample : flipped.get("samples")) {
      for (JsonNode shown : samples) {
        if (shown.get("index").equals(sample.get("index"))) {
          assertEquals(sample.get("snn"), shown.get("snn"));
          assertEquals(sample.get("ann"), shown.get("ann"));
        }
      }
    }
  }

  private static byte[] image(JsonNode sample) {
    return Base64.getDecoder().decode(sample.get("image").asText());
  }

  /** From the data set's own file. */
  private static byte[] pixels(int index) throws IOException {
    byte[] file = Files.readAllBytes(shared.resolve("quarters/t10k-images-idx3-ubyte"));
    return java.util.Arrays.copyOfRange(file, 16 + 16 * index, 32 + 16 * index);
  }

  @Test
  void activationsFollowRates() throws IOException {
    JsonNode layers = compare("--timesteps", "64").at("/comparison/activations");
    assertEquals(1, layers.size());
    JsonNode layer = layers.get(0);
    assertEquals("dense_0", layer.get("layer").asText());
    assertEquals(200, layer.get("samples").asInt());
    assertEquals(12, layer.get("neurons").asInt());
    assertEquals(500, layer.get("points").size());
    assertTrue(layer.get("correlation").asDouble() > 0.99, layer.toString());
    for (JsonNode point : layer.get("points")) {
      double activation = Math.min(1, point.get(0).asDouble());
      assertEquals(activation, point.get(1).asDouble(), 1 / 64.0 + 0.02, point.toString());
    }
  }

  @Test
  void roundedNetworksHaveActivationsToo() throws IOException {
    String rounded = path("int8.nir");
    Outcome converted =
        run("convert", model, "--dataset", dataset, "--weight-bits", "8", "--out", rounded);
    assertEquals(0, converted.exitCode(), converted.err());
    Outcome outcome = run("compare", model, rounded, "--dataset", dataset, "--json");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode layer = new JsonMapper().readTree(outcome.out()).at("/comparison/activations/0");
    assertTrue(layer.get("correlation").asDouble() > 0.98, layer.toString());
  }

  @Test
  void withoutAnnThereAreSamplesAlone() throws IOException {
    Outcome outcome = run("evaluate", network, "--dataset", dataset, "--json");
    assertEquals(0, outcome.exitCode(), outcome.err());
    JsonNode root = new JsonMapper().readTree(outcome.out());
    assertFalse(root.has("comparison"));
    assertTrue(root.get("samples").size() >= 2, root.get("samples").toString());
    int before = -1;
    for (JsonNode sample : root.get("samples")) {
      assertTrue(sample.get("label").asInt() > before);
      before = sample.get("label").asInt();
      assertEquals(before, sample.get("snn").asInt());
      assertFalse(sample.has("ann"));
    }
  }

  @Test
  void numbersOfAnArrayShareALine() throws IOException {
    String text = Files.readString(Path.of(shared.resolve("out/results.json").toString()));
    assertTrue(text.lines().anyMatch(line -> line.contains("\"accuracyByTimestep\" : [ 0.")));
    assertTrue(text.lines().noneMatch(line -> line.strip().matches("[0-9.]+,?")), text);
    assertTrue(text.lines().count() > 100);
  }
}
