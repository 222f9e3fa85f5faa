package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Signed neurons on the command line. */
class SignedCommandTest extends TrainedNetworkTest {
  private static final Path CHIP = Path.of("../docs/energy-profile.json");

  private String convert(String name, String... more) {
    String out = path(name);
    Outcome outcome =
        run(with(new String[] {"convert", model, "--dataset", dataset, "--out", out}, more));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return out;
  }

  private Outcome works(String... args) {
    Outcome outcome = run(args);
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  /** Devices that have no spikes of -1 give no number, the user's own among them. */
  @Test
  void devicesWithoutSignedSpikesGiveNoNumber() throws IOException {
    String signed = convert("signed.nir", "--signed", "yes");
    String[] compare = {
      "compare", model, signed, "--dataset", dataset, "--energy-profile", "" + CHIP
    };
    JsonNode root = new JsonMapper().readTree(works(with(compare, "--json")).out());
    assertEquals("cmos-45nm-fp32", root.at("/energy/0/profile").asText());
    assertEquals(5, root.get("energy").size());
    assertEquals(
        "[\"my-chip\",\"loihi\",\"spinnaker\",\"spinnaker2\",\"truenorth\"]",
        root.at("/snn/signed/devicesWithout").toString());
    String verdict = root.get("verdict").asText();
    assertTrue(
        verdict.contains(
            "Its spikes have a sign, which my-chip, loihi, spinnaker, spinnaker2, truenorth have"
                + " not: there is no number for them."),
        verdict);
    JsonNode layers = root.at("/snn/layers");
    assertTrue(layers.get(0).get("negativeSpikesPerSample").asDouble() >= 0);
    assertTrue(layers.get(1).get("negativeSpikesPerSample") == null);
    String table = works(compare).out();
    assertTrue(table.contains("no number, as that silicon has no spikes of -1: my-chip"), table);
    assertFalse(table.contains("\n  loihi "), table);
    JsonNode plain =
        new JsonMapper().readTree(works("evaluate", network, "--dataset", dataset, "--json").out());
    assertTrue(plain.at("/snn/signed").isMissingNode());
    assertEquals(9, plain.get("energy").size());
  }

  @Test
  void theOtherCommandsTakeThem() throws IOException {
    String integers = convert("integers.nir", "--signed", "yes", "--weight-bits", "8");
    works("evaluate", integers, "--dataset", dataset, "--early-exit", "0.01");
    String signed = convert("signed.nir", "--signed", "yes", "--calibrate", "both");
    assertTrue(works("inspect", signed).out().contains("signed"));
    works("explain", model, signed, "--dataset", dataset);
    works("export", "numpy", signed, "--out", path("weights"));
    Outcome exported = works("export", "nir", signed, "--neuron", "lif", "--out", path("lif.nir"));
    String told = exported.out() + exported.err();
    assertTrue(told.contains("NIR has no spikes of -1"), told);
  }

  @Test
  void contradictionsAreRefused() {
    String[] convert = {
      "convert", model, "--dataset", dataset, "--out", path("out.nir"), "--signed", "yes"
    };
    assertFails(
        2,
        "--signed yes makes spikes of -1, which my-chip does not have",
        with(convert, "--energy-profile", "" + CHIP));
    assertFails(
        2,
        "signed neurons take back what was fired by adding the threshold",
        with(convert, "--reset", "zero"));
    String signed = convert("signed.nir", "--signed", "yes");
    assertFails(
        2, "reset by subtraction", "evaluate", signed, "--dataset", dataset, "--reset", "zero");
  }

  private static String[] with(String[] some, String... more) {
    return QuartersTest.with(some, more);
  }
}
