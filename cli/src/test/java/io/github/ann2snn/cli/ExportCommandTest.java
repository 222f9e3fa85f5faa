package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Networks for other programs, and networks that only the reference simulator runs. */
class ExportCommandTest extends TrainedNetworkTest {
  @Test
  void writesAnotherFormAndSaysWhoReproducesIt() throws IOException {
    String lif = path("lif.nir");
    Outcome outcome = run("export", "nir", network, "--neuron", "lif", "--out", lif);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().startsWith("program       version read"), outcome.out());
    assertTrue(outcome.out().contains("\nNIR library   1.0.7, 7232ada     loads\n"), outcome.out());
    assertTrue(outcome.out().contains("resets to 0 instead of subtracting"), outcome.out());
    assertTrue(outcome.err().contains("Wrote " + lif), outcome.err());
    String back = path("if.nir");
    assertEquals(
        0, run("export", "nir", lif, "--neuron", "if", "--pool", "avg", "--out", back).exitCode());
    assertEquals(
        NirReader.read(Path.of(network)).network().populations(),
        NirReader.read(Path.of(back)).network().populations());
  }

  @Test
  void printsJson() throws IOException {
    Outcome outcome = run("export", "nir", network, "--json", "--out", path("n.nir"));
    JsonNode importers = new JsonMapper().readTree(outcome.out()).get("importers");
    assertEquals("NIR library", importers.get(0).get("program").asText());
    assertEquals("no", importers.get(1).get("verdict").asText());
    assertTrue(importers.get(1).at("/findings/0/source").asText().endsWith(".py"));
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    assertFails(
        2,
        "--out: " + folder + " is a folder",
        "export",
        "nir",
        network,
        "--out",
        folder.toString());
    Path text = Files.writeString(folder.resolve("x.nir"), "text");
    assertFails(3, "is not an HDF5 file", "export", "nir", text.toString(), "--out", path("y.nir"));
    assertFalse(Files.exists(folder.resolve("y.nir")));
    assertFails(
        2,
        "Invalid value for option '--neuron': 'glif' is none of if, lif",
        "export",
        "nir",
        network,
        "--neuron",
        "glif",
        "--out",
        path("y.nir"));
  }

  /** The same network, its hidden layer feeding back with weights of 0. */
  private String recurrent() throws IOException {
    SpikingNetwork read = NirReader.read(Path.of(network)).network();
    Population hidden = read.populations().get(0);
    int n = hidden.neurons().neurons();
    Connection zeros = new Affine(n, n, new float[n * n], new float[n]);
    Population looped =
        new Population(hidden.name(), hidden.projections(), hidden.neurons(), Optional.of(zeros));
    Path file = folder.resolve("recurrent.nir");
    NirWriter.write(
        new SpikingNetwork(
            read.inputShape(),
            List.of(looped, read.populations().get(1)),
            read.timestep(),
            read.defaults(),
            read.provenance()),
        file);
    return file.toString();
  }

  @Test
  void theReferenceSimulatorEvaluatesARecurrentNetwork() throws IOException {
    Outcome plain = run("evaluate", network, "--dataset", dataset, "--json");
    Outcome outcome = run("evaluate", recurrent(), "--dataset", dataset, "--json");
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome.err().contains("The network is recurrent: the reference simulator runs it"),
        outcome.err());
    JsonNode results = new JsonMapper().readTree(outcome.out());
    JsonNode expected = new JsonMapper().readTree(plain.out());
    assertEquals("reference: the network is recurrent", results.at("/provenance/kernel").asText());
    assertEquals(expected.at("/snn/accuracyByTimestep"), results.at("/snn/accuracyByTimestep"));
    Outcome compared = run("compare", model, recurrent(), "--dataset", dataset);
    assertEquals(0, compared.exitCode(), compared.err());
    assertTrue(compared.err().contains("the reference simulator runs it"), compared.err());
    Outcome inspected = run("inspect", recurrent());
    assertTrue(inspected.out().contains("reset subtract, recurrent"), inspected.out());
  }

  @Test
  void benchAndExplainSayThatTheyCannot() throws IOException {
    String file = recurrent();
    assertFails(
        2,
        file + ": is recurrent, and the event-driven simulator, which bench measures",
        "bench",
        model,
        file,
        "--dataset",
        dataset);
    assertFails(3, "the network is recurrent", "explain", model, file, "--dataset", dataset);
  }
}
