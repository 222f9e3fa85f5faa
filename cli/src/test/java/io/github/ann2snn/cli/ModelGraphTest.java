package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models whose graph is no chain, or cannot be converted. */
class ModelGraphTest extends BroughtModelTest {
  @Test
  void aGraphWithBranchesIsConvertedAndReported() throws IOException {
    QuartersOnnx.residual(folder.resolve("quarters.onnx"));
    JsonNode figures = json(ofData("compare", model, "--json"));
    assertEquals("16 in, 1 Dense, 1 Add, 4 out", figures.get("architecture").asText());
    Outcome inspected = run("inspect", model);
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(inspected.out().contains("join   Add"), inspected.out());
    Outcome converted = ofData("convert", model, "--out", network);
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(converted.out().contains("      from fc1: one-to-one"), converted.out());
    JsonNode compared = json(ofData("compare", model, network, "--json"));
    assertEquals(figures.get("correct").asInt() / 200.0, compared.at("/ann/accuracy").asDouble());
    assertTrue(compared.at("/snn/accuracy").asDouble() > 0.95, compared.toString());
    String results = path("results");
    assertEquals(0, ofData("compare", model, network, "--out", results).exitCode());
    Outcome reported = run("report", results, "--out", path("page.html"));
    assertEquals(0, reported.exitCode(), reported.err());
    assertTrue(Files.readString(folder.resolve("page.html")).contains("one-to-one"));
  }

  @Test
  void aRunOfAGraphIsReportedBesideOneOfAChain() throws IOException {
    ofData("run", "--model", model, "--timesteps", "4", "--out", path("chain"));
    QuartersOnnx.residual(folder.resolve("residual.onnx"));
    String residual = path("residual.onnx");
    ofData("run", "--model", residual, "--timesteps", "4", "--out", path("residual"));
    Outcome reported = run("report", path("chain"), path("residual"), "--out", path("page.html"));
    assertEquals(0, reported.exitCode(), reported.err());
    assertEquals(
        List.of(
            "run,layer,source,connection",
            "chain,fc1,,matrix",
            "chain,fc2,fc1,matrix",
            "residual,fc1,,matrix",
            "residual,join,,matrix",
            "residual,join,fc1,one-to-one"),
        Files.readAllLines(folder.resolve("page-csv/connections.csv")));
  }

  /** What no spiking network can stand for is told before the data are looked for. */
  @Test
  void aModelThatCannotBeConvertedIsRefusedAtOnce() throws IOException {
    QuartersOnnx.leaky(folder.resolve("quarters.onnx"));
    String message = "Relu leaky cannot be converted: its slope below 0 is 0.01";
    for (String command : List.of("convert", "run")) {
      String option = command.equals("run") ? "--model=" + model : model;
      assertFails(
          4,
          message,
          command,
          option,
          "--signed",
          "no",
          "--dataset",
          "idx:nowhere",
          "--out",
          network);
    }
    assertFalse(Files.exists(folder.resolve("network.nir")));
  }
}
