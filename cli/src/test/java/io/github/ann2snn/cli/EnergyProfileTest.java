package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles of the user's own, good and bad. */
class EnergyProfileTest extends TrainedNetworkTest {
  private static final Path EXAMPLE = Path.of("../docs/energy-profile.json");

  private String write(String content) throws IOException {
    return Files.writeString(folder.resolve("my.json"), content).toString();
  }

  private static String[] with(String[] options, String... command) {
    return QuartersTest.with(command, options);
  }

  private void assertRefused(String message, String content) throws IOException {
    String file = write(content);
    String told = file + ": " + message;
    assertFails(3, told, "evaluate", network, "--dataset", dataset, "--energy-profile", file);
  }

  @Test
  void everyCommandReadsProfilesBeforeItDoesAnything() throws IOException {
    String file = write("{}");
    String message = file + ": \"schema\" is missing";
    String[] profile = {"--dataset", dataset, "--energy-profile", file};
    assertFails(3, message, with(profile, "evaluate", network));
    assertFails(3, message, with(profile, "compare", model, network));
    assertFails(3, message, with(profile, "run", "--out", path("out")));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private JsonNode compare(String... more) throws IOException {
    Outcome outcome = run(with(more, "compare", model, network, "--dataset", dataset, "--json"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return new JsonMapper().readTree(outcome.out());
  }

  @Test
  void theExampleIsReadAndComesFirst() throws IOException {
    JsonNode root = compare("--energy-profile", EXAMPLE.toString());
    JsonNode energy = root.at("/energy/0");
    assertEquals("my-chip", energy.get("profile").asText());
    assertEquals("data sheet, revision 3", energy.get("source").asText());
    assertFalse(energy.get("fitsArithmetic").asBoolean());
    assertEquals(10, root.get("energy").size());
    JsonNode prices = energy.get("picojoules");
    assertEquals(0.9, prices.get("analogMac").asDouble());
    assertEquals(0.05, prices.get("synapticOperation").asDouble());
    assertEquals(0.05, prices.get("thresholdCompare").asDouble());
    assertEquals(0, prices.get("reset").asDouble());
    assertEquals(2, prices.get("spike").asDouble());
    // all parameters fit the smallest memory: 6 pJ for 64 bits, a weight of the profile has 16
    assertEquals(1.5, prices.get("weightRead").asDouble());
    assertEquals(50, energy.get("timePerStepMicroseconds").asDouble());
    double snn = energy.get("snnNanojoules").asDouble();
    assertEquals(snn * 4 * 50, energy.get("energyDelay").asDouble(), 1e-9 * snn);
    assertTrue(energy.at("/snnRange/0").asDouble() < snn);
    assertTrue(energy.at("/snnRange/1").asDouble() > snn);
    assertEquals(6, energy.get("references").size());
    assertTrue(root.get("verdict").asText().contains(" nJ per sample on my-chip"));
  }

  @Test
  void theAnalogueFirstLayerIsChargedOnceOrAtEveryStep() throws IOException {
    JsonNode once = compare("--early-exit", "1e9");
    JsonNode every = compare("--early-exit", "1e9", "--analogue-first-layer", "every-step");
    for (int i = 0; i < 9; i++) {
      JsonNode first = once.get("energy").get(i);
      JsonNode second = every.get("energy").get(i);
      assertEquals("once", first.get("analogueFirstLayer").asText());
      assertEquals("everyStep", second.get("analogueFirstLayer").asText());
      double more = 3 * first.at("/snnItems/analogMac").asDouble();
      assertEquals(4 * more / 3, second.at("/snnItems/analogMac").asDouble(), 1e-9 * more);
      for (int t = 0; t < 4; t++) {
        if (!first.get("picojoules").has("weightRead")) {
          assertEquals(
              first.get("snnNanojoulesByTimestep").get(t).asDouble() + t * more / 3,
              second.get("snnNanojoulesByTimestep").get(t).asDouble(),
              1e-9 * second.get("snnNanojoules").asDouble());
        }
      }
      JsonNode exit = every.at("/snn/earlyExit/energy").get(i);
      assertEquals(
          second.get("snnNanojoules").asDouble(),
          exit.get("snnNanojoules").asDouble(),
          1e-9 * exit.get("snnNanojoules").asDouble());
    }
    assertFails(
        2,
        "Invalid value for option '--analogue-first-layer'",
        "evaluate",
        network,
        "--analogue-first-layer",
        "never");
  }

  @Test
  void chipsOnWhichNoAnnRunsHaveNoReferences() throws IOException {
    for (JsonNode energy : compare().get("energy")) {
      boolean cmos = energy.get("profile").asText().startsWith("cmos");
      assertEquals(cmos, energy.has("references"), energy.toString());
      assertEquals(cmos, energy.has("annDenseNanojoules"));
      assertEquals(cmos, energy.get("picojoules").has("annMac"));
      assertEquals(energy.get("profile").asText().endsWith("memory"), energy.has("memoryBytes"));
    }
  }

  @Test
  void definitionsAreToldByInspectAndInTheResults() throws IOException {
    JsonNode definitions = compare().get("definitions");
    Outcome json = run("inspect", "--definitions", "--json");
    assertEquals(definitions, new JsonMapper().readTree(json.out()));
    String text = run("inspect", "--definitions").out().replaceAll("\\s+", " ");
    definitions.properties().forEach(entry -> assertTrue(text.contains(entry.getKey())));
    assertTrue(text.contains("one spike x one outgoing connection"), text);
    for (String key : new String[] {"analogMac", "neuroBench.dense", "breakEvenFiringRate"}) {
      assertTrue(definitions.has(key), key);
    }
    assertFails(2, "name one FILE, or give --runtime or --definitions", "inspect");
  }

  /** The example with one thing changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"value\": 0.9, \"unit\": \"pJ\" | \"value\": 0.9 | profiles[0] (my-chip): prices.mac: \"unit\" is missing; expected one of \"nJ\", \"pJ\"",
        "\"value\": 0.9, \"unit\": \"pJ\" | \"value\": 0.9, \"unit\": \"J\" | profiles[0] (my-chip): prices.mac: unknown unit \"J\"; expected one of \"nJ\", \"pJ\"",
        "\"value\": 0.9 | \"value\": -0.9 | profiles[0] (my-chip): prices.mac.value is -0.9; expected a finite number >= 0",
        "\"value\": 0.9 | \"value\": 1e999 | profiles[0] (my-chip): prices.mac.value is",
        "\"value\": 0.9 | \"value\": \"0.9\" | profiles[0] (my-chip): prices.mac.value is \"0.9\"; expected a finite number >= 0",
        "\"value\": 0.9 | \"value\": NaN | not complete JSON at line 10, column",
        "\"reset\": | \"rest\": | profiles[0] (my-chip): prices: unknown item \"rest\"; allowed: add, analogMac, biasAdd, compare, gateAdd, gateCompare, hopEastWest, hopNorthSouth, mac,",
        "\"compare\": { \"sameAs\" | \"biasAdd\": { \"sameAs\" | profiles[0] (my-chip): prices.reset: \"includedIn\" names compare, which has no price here",
        "\"sameAs\": \"add\" | \"sameAs\": \"compare\" | profiles[0] (my-chip): prices.compare: \"sameAs\" names compare, which refers back to it",
        "\"title\": | \"chip\": \"loihi\", \"title\": | profiles[0] (my-chip): energy profile my-chip: a price of the network between cores and a chip need each other",
        "\"reset\": { | \"withinTile\": { \"sameAs\": \"add\" }, \"reset\": { | profiles[0] (my-chip): energy profile my-chip: a price of the network between cores and a chip need each other",
        "\"low\": 0.04 | \"low\": 0.06 | profiles[0] (my-chip): prices.add: 0.05 lies outside its range 0.06 to 0.07",
        "\"name\": \"my-chip\" | \"name\": \"loihi\" | the name loihi is taken by another energy profile",
        "\"name\": \"my-chip\" | \"name\": \"<script>\" | profiles[0]: the name <script> is not allowed",
        "an accelerator | an \\u001b[31m accelerator | profiles[0] (my-chip): title: expected a line of at most 1,000 characters without control characters",
        "\"int16\" | \"int4\" | profiles[0] (my-chip): arithmetics has \"int4\"; allowed: [float, int16, int8]",
        "profiles/1 | profiles/9 | its schema is ann2snn.energy-profiles/9, this program reads ann2snn.energy-profiles/1",
        "\"bytes\": 8192 | \"bytes\": 999999 | profiles[0] (my-chip): memory sizes are not ascending",
        "\"value\": 50 | \"value\": 0 | profiles[0] (my-chip): energy profile my-chip: a step takes 0.0 us, expected a number > 0",
        "\"name\": \"my-chip\" | \"name\": \"a\", \"name\": \"b\" | not complete JSON at line 5, column",
        "\"title\" | \"titel\" | profiles[0] (my-chip): unknown item \"titel\"; allowed: ann, arithmetics, chip, memory, name, prices, signedSpikes, source, timePerStep, title"
      })
  void aDefectIsToldWithItsPlaceAndWhatIsAllowed(String from, String to, String message)
      throws IOException {
    String example = Files.readString(EXAMPLE);
    assertTrue(example.contains(from), from);
    assertRefused(message, example.replace(from, to));
  }

  @Test
  void aMissingItemIsToldWithWhatWouldDo() throws IOException {
    String example = Files.readString(EXAMPLE);
    assertRefused(
        "profiles[0] (my-chip): prices: nothing says what thresholdCompare costs;"
            + " give \"thresholdCompare\" or \"compare\"",
        example
            .replaceAll("(?m)^ *\"compare\".*\\R", "")
            .replace("{ \"includedIn\": \"compare\" }", "{ \"sameAs\": \"add\" }"));
  }

  @Test
  void truncatedEmptyAndOtherFilesAreRefused() throws IOException {
    String example = Files.readString(EXAMPLE);
    assertRefused("not complete JSON at line 1", "");
    assertRefused("not complete JSON at line ", example.substring(0, 700));
    assertRefused("expected an object", "[1, 2]");
    assertRefused("\"schema\" is missing", "{}");
    assertRefused("not complete JSON at line 44", example + "}");
    assertRefused(
        "profiles is empty", "{\"schema\": \"ann2snn.energy-profiles/1\", \"profiles\": []}");
    assertRefused("larger than 1,048,576 bytes", " ".repeat(1 << 21));
    String missing = path("missing.json");
    assertFails(
        3,
        missing + ": no such file",
        "evaluate",
        network,
        "--dataset",
        dataset,
        "--energy-profile",
        missing);
  }

  @Test
  void aNameMayBeGivenOnce() throws IOException {
    String file = write(Files.readString(EXAMPLE));
    assertFails(
        3,
        file + ": the name my-chip is taken by another energy profile",
        "evaluate",
        network,
        "--dataset",
        dataset,
        "--energy-profile",
        EXAMPLE.toString(),
        "--energy-profile",
        file);
  }
}
