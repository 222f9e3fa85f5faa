package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks on chips, and files of chips, good and bad. */
class FitCommandTest extends TrainedNetworkTest {
  private static final Path EXAMPLE = Path.of("../docs/chip.json");

  private JsonNode json(String... args) throws IOException {
    Outcome outcome = run(args);
    assertEquals(0, outcome.exitCode(), outcome.err());
    return new JsonMapper().readTree(outcome.out());
  }

  private String write(String content) throws IOException {
    return Files.writeString(folder.resolve("mine.json"), content).toString();
  }

  private String integers() {
    String file = path("int8.nir");
    Outcome converted =
        run("convert", model, "--dataset", dataset, "--weight-bits", "8", "--out", file);
    assertEquals(0, converted.exitCode(), converted.err());
    return file;
  }

  /** 16-12-4: 12 + 4 neurons are two cores everywhere, and its weights are in single precision. */
  @Test
  void withoutAChipThereIsALineForEach() throws IOException {
    Outcome all = run("fit", integers());
    assertEquals(0, all.exitCode(), all.err());
    List<String> lines = all.out().lines().toList();
    assertEquals(
        List.of("chip", "loihi", "loihi2", "speck", "spinnaker", "spinnaker2", "truenorth"),
        lines.stream().limit(7).map(line -> line.substring(0, line.indexOf(' '))).toList());
    assertTrue(lines.get(1).matches("loihi +yes +2 +1 +1  \\w+ [0-9.]+ %"), lines.get(1));
    Outcome single = run("fit", network);
    assertTrue(single.out().lines().anyMatch(l -> l.matches("loihi +as integers +2 .*")));
    String one = "are for one chip; name it: --chip loihi";
    assertFails(2, one, "fit", network, "--json");
    assertFails(2, one, "fit", network, "--out", path("x.json"));
    assertFails(2, one, "fit", network, "--dataset", dataset);
  }

  /** 16-12-4 on the example: a core for each layer, at 12 and 4 of its 128 neurons. */
  @Test
  void theExampleHoldsASmallNetwork() throws IOException {
    String file = integers();
    JsonNode fit = json("fit", file, "--chip", EXAMPLE.toString(), "--json").get("fit");
    assertEquals("my-chip", fit.get("chip").asText());
    assertTrue(fit.get("fits").asBoolean(), fit.get("problems").toString());
    assertEquals(2, fit.get("cores").asInt());
    assertEquals(1, fit.get("lowerBound").asInt());
    assertEquals(0, fit.at("/layers/0/coreNumbers/0").asInt());
    assertEquals(12, fit.at("/layers/0/coreNeurons/0").asInt());
    assertEquals(1, fit.at("/layers/1/coreNumbers/0").asInt());
    assertEquals(12 / 128.0, fit.at("/layers/0/coreShares/0").asDouble(), 1e-4);
    assertFalse(fit.has("traffic"));
    Outcome table = run("fit", file, "--chip", EXAMPLE + "#my-chip");
    assertEquals(0, table.exitCode());
    assertTrue(table.out().startsWith("chip my-chip (64 cores of 128 neurons"), table.out());
    assertTrue(table.out().contains("the network fits\n  2 of 64 cores on 1 chip; at least 1, by"));
    assertTrue(table.out().contains("no samples ran; --dataset NAME counts them"));
    assertTrue(table.out().contains("No source: energy of a hop."), table.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loihi", "loihi2", "speck", "spinnaker", "spinnaker2", "truenorth"})
  void everyChipHasAnAnswer(String chip) throws IOException {
    JsonNode document = json("fit", network, "--chip", chip, "--json");
    JsonNode fit = document.get("fit");
    assertEquals("ann2snn.fit/1", document.get("schema").asText());
    assertEquals("network.nir", document.get("network").asText());
    assertFalse(document.at("/provenance/network/sha256").asText().isEmpty());
    assertEquals(2, fit.get("layers").size());
    // single precision, which all but SpiNNaker 2's sources refuse
    assertEquals(chip.equals("spinnaker2"), fit.get("fits").asBoolean());
    for (JsonNode problem : fit.get("problems")) {
      assertFalse(problem.get("remedy").asText().isEmpty());
      assertFalse(problem.get("source").asText().isEmpty());
    }
  }

  @Test
  void aNetworkThatDoesNotFitIsNoError() throws IOException {
    Outcome outcome = run("fit", network, "--chip", "loihi");
    assertEquals(0, outcome.exitCode());
    assertTrue(outcome.out().contains("the network does not fit as it is"), outcome.out());
    assertTrue(
        outcome
            .out()
            .replaceAll("\\s+", " ")
            .contains(
                "weightBits: 32 bits of single precision, the chip has 9 (Davies et al. 2018"),
        outcome.out());
    assertTrue(outcome.out().contains("convert with --weight-bits 8"), outcome.out());
  }

  /** Each of the 12 hidden neurons leads to the core of the outputs: spikes are packets. */
  @Test
  void spikesBetweenCoresAreCounted() throws IOException {
    String file = integers();
    String out = path("fit.json");
    String[] options = {"--dataset", dataset, "--samples", "50", "--out", out};
    Outcome outcome =
        run(QuartersTest.with(new String[] {"fit", file, "--chip", "loihi"}, options));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("spikes between cores, per sample, of 50 samples"));
    JsonNode fit = new JsonMapper().readTree(Files.readString(Path.of(out))).get("fit");
    double packets = fit.at("/traffic/packets").asDouble();
    assertTrue(packets > 0);
    assertEquals(packets, fit.at("/layers/0/packetsPerSample").asDouble());
    assertEquals(packets, fit.at("/traffic/local").asDouble(), "both cores are of the first tile");
    assertEquals(0, fit.at("/layers/1/packetsPerSample").asDouble());
    assertFalse(fit.at("/traffic").has("routers"));
    assertEquals(outcome.out(), run("inspect", out).out());
    Outcome page = run("report", out, "--out", path("fit.html"));
    assertEquals(0, page.exitCode(), page.err());
    assertTrue(Files.readString(Path.of(path("fit.html"))).contains("coresChart"));
    assertFails(2, "is a fit, which is drawn alone", "report", out, out, "--out", path("x.html"));
  }

  /** The item of the ledger is the count of the fit at the price of the profile. */
  @Test
  void theNetworkOnTheChipIsPriced() throws IOException {
    String file = integers();
    String[] command = {"evaluate", file, "--dataset", dataset, "--early-exit", "1e9", "--json"};
    JsonNode without = profile(json(command), "loihi");
    JsonNode with = json(QuartersTest.with(command, new String[] {"--chip", "loihi"}));
    JsonNode loihi = profile(with, "loihi");
    JsonNode traffic = with.at("/fit/traffic");
    assertEquals(200, traffic.get("samples").asInt());
    double spikes = with.at("/snn/layers/0/spikesPerSample").asDouble();
    assertEquals(spikes, traffic.get("packets").asDouble(), 1e-12);
    assertEquals(spikes, loihi.at("/counts/withinTile").asDouble(), 1e-12);
    assertEquals(spikes * 1.7 / 1000, loihi.at("/snnItems/withinTile").asDouble(), 1e-12);
    assertEquals(0, loihi.at("/snnItems/hopEastWest").asDouble());
    assertFalse(loihi.get("snnItems").has("spike"));
    assertTrue(without.get("snnItems").has("spike"));
    assertFalse(without.get("snnItems").has("withinTile"));
    double spike = without.at("/snnItems/spike").asDouble();
    assertEquals(
        without.get("snnNanojoules").asDouble() - spike + spikes * 1.7 / 1000,
        loihi.get("snnNanojoules").asDouble(),
        1e-9);
    int last = loihi.get("snnNanojoulesByTimestep").size() - 1;
    assertEquals(
        loihi.get("snnNanojoules").asDouble(),
        loihi.get("snnNanojoulesByTimestep").get(last).asDouble(),
        1e-9);
    // nobody stops early, so the early exit costs what the full run does
    for (JsonNode exit : with.at("/snn/earlyExit/energy")) {
      if (exit.get("profile").asText().equals("loihi")) {
        assertEquals(
            loihi.get("snnNanojoules").asDouble(), exit.get("snnNanojoules").asDouble(), 1e-9);
      }
    }
    // other profiles know nothing of it, and nothing else of the results changes
    assertEquals(
        profile(json(command), "spinnaker"), profile(with, "spinnaker"), "another chip's profile");
    JsonNode spinnaker = json(QuartersTest.with(command, new String[] {"--chip", "spinnaker"}));
    assertEquals(
        spikes,
        profile(spinnaker, "spinnaker").at("/snnItems/routerPassage").asDouble(),
        1e-12,
        "1 nJ each");
  }

  private static JsonNode profile(JsonNode results, String name) {
    for (JsonNode energy : results.get("energy")) {
      if (energy.get("profile").asText().equals(name)) {
        return energy;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void resultsKeepTheFit() throws IOException {
    String out = path("results.json");
    Outcome outcome =
        run("compare", model, network, "--dataset", dataset, "--chip", "truenorth", "--out", out);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().contains("chip truenorth (IBM TrueNorth"), outcome.out());
    assertEquals(outcome.out(), run("inspect", out).out());
    Outcome page = run("report", out, "--out", path("page.html"));
    assertEquals(0, page.exitCode(), page.err());
  }

  @Test
  void wrongCommandLines() {
    assertFails(
        2,
        "--chip: no chip is named loihi3; there are loihi, loihi2, speck, spinnaker, spinnaker2,"
            + " truenorth, or a file that ends with .json; did you mean loihi?",
        "fit",
        network,
        "--chip",
        "loihi3");
    assertFails(2, "name their data set: --dataset NAME", "fit", network, "--samples", "5");
    assertFails(3, "no such file; name a file of chips", "fit", network, "--chip", "none.json");
    assertFails(
        2,
        "no chip is named other; there are my-chip",
        "fit",
        network,
        "--chip",
        EXAMPLE + "#other");
    assertFails(
        2,
        "--samples is 0, expected at least 1",
        "fit",
        network,
        "--chip",
        "loihi",
        "--samples",
        "0");
    assertFails(2, "did you mean speck?", "evaluate", network, "--chip", "spek");
    assertFails(2, "--chip", "compare", model, "--dataset", dataset, "--chip", "loihi");
    assertFails(
        2,
        "--chip runs the samples here, --master elsewhere",
        "evaluate",
        network,
        "--chip",
        "loihi",
        "--master",
        "local[*]");
  }

  @Test
  void aFileOfSeveralChipsNeedsAName() throws IOException {
    String one = Files.readString(EXAMPLE);
    int from = one.indexOf("    {\n      \"name\"");
    String chip = one.substring(from, one.lastIndexOf("    }") + 5);
    String both = one.replace(chip, chip + ",\n" + chip.replace("my-chip", "other"));
    String file = write(both);
    assertFails(
        2, "holds several chips; name one: " + file + "#my-chip", "fit", network, "--chip", file);
    assertEquals(0, run("fit", network, "--chip", file + "#other").exitCode());
    assertTrue(run("inspect", file).out().contains("other: 64 cores of 128 neurons"));
    String twice = write(one.replace(chip, chip + ",\n" + chip));
    assertFails(3, "the name my-chip is taken by another chip", "fit", network, "--chip", twice);
  }

  @Test
  void theFileOfChipsIsNotWrittenOver() throws IOException {
    String file = write(Files.readString(EXAMPLE));
    for (String chip : new String[] {file, file + "#my-chip"}) {
      assertFails(2, "--out", "fit", network, "--chip", chip, "--out", file);
    }
    assertEquals(Files.readString(EXAMPLE), Files.readString(Path.of(file)));
  }

  /** The example with one thing changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"value\": 128, \"unit\": \"neurons\" | \"value\": 128 | chips[0] (my-chip): neuronCore.neurons: \"unit\" is missing; expected \"neurons\"",
        "\"value\": 128, \"unit\": \"neurons\" | \"value\": 128, \"unit\": \"axons\" | chips[0] (my-chip): neuronCore.neurons: the unit is \"axons\"; expected \"neurons\"",
        "\"value\": 65536 | \"value\": -65536 | chips[0] (my-chip): neuronCore.memories[0].size.value is -65536; expected a whole number from 1 to",
        "\"value\": 65536 | \"value\": 0 | neuronCore.memories[0].size.value is 0; expected a whole number from 1 to",
        "\"value\": 65536 | \"value\": 1.5 | neuronCore.memories[0].size.value is 1.5; expected a whole number from 1 to",
        ", \"source\": \"data sheet, page 1\" |  | chips[0] (my-chip): cores: \"source\" is missing; expected where it comes from",
        "\"weightBits\": | \"weightByte\": | chips[0] (my-chip): unknown item \"weightByte\"; allowed: chips, cores, delay,",
        "\"outputAxons\": | \"axonsOut\": | chips[0] (my-chip): neuronCore: unknown item \"axonsOut\"; allowed: axonTypes, inputAxons, memories,",
        "\"header\": | \"heading\": | neuronCore.memories[0]: unknown item \"heading\"; allowed: header, headerEvery,",
        "\"per\": \"core\" | \"per\": \"tile\" | neuronCore.memories[0]: \"per\" is \"tile\"; expected one of chip, core",
        "\"holds\": \"synapses\" | \"holds\": \"all\" | neuronCore.memories[0]: \"holds\" is \"all\"; expected one of both, neurons, synapses",
        "\"if\", \"lif\" | \"if\", \"izhikevich\" | models: unknown model \"izhikevich\"; allowed: cuba-lif, if, lif",
        "\"zero\": | \"none\": | resets: unknown item \"none\"; allowed: subtract, zero",
        "\"has\": false, \"source\": \"data sheet, page 6\" | \"has\": \"no\", \"source\": \"data sheet, page 6\" | signedSpikes.has is \"no\"; expected true or false",
        "\"neuronCore\": | \"core\": | chips[0] (my-chip): unknown item \"core\"; allowed:",
        "\"value\": 8, \"unit\": \"tiles\" | \"value\": 2, \"unit\": \"tiles\" | chips[0] (my-chip): my-chip: its mesh holds 4 cores, but it has 64",
        "\"name\": \"my-chip\" | \"name\": \"My chip\" | chips[0]: the name My chip is not allowed",
        "ann2snn.chips/1 | ann2snn.chips/2 | its schema is ann2snn.chips/2, this program reads ann2snn.chips/1; a newer ann2snn made it",
        "\"chips\": [ | \"chip\": [ | unknown item \"chip\"; allowed: chips, schema"
      })
  void aDamagedFileIsRefused(String from, String to, String message) throws IOException {
    String example = Files.readString(EXAMPLE);
    assertTrue(example.contains(from), from);
    String file = write(example.replace(from, to == null ? "" : to));
    Outcome outcome = run("fit", network, "--chip", file);
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(file + ": "), outcome.err());
    assertTrue(outcome.err().contains(message), message + " in " + outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    String example = Files.readString(EXAMPLE);
    String cut = write(example.substring(0, example.length() / 2));
    assertFails(3, cut + ": not complete JSON at line", "fit", network, "--chip", cut);
    String empty = write("");
    assertFails(3, "it is empty", "fit", network, "--chip", empty);
    String none = write("{\"schema\": \"ann2snn.chips/1\", \"chips\": []}");
    assertFails(3, "chips is empty; expected at least one", "fit", network, "--chip", none);
  }
}
