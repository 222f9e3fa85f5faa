package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose columns are scaled: the scale goes with model and network, untold. */
class TableCommandTest extends CommandLineTest {
  private static final String ARCHITECTURE = "3-16-2";

  private String dataset;

  /** Semicolons and decimal commas; the class is the sign of the first column, in hundreds. */
  @BeforeEach
  void writeTable() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder train = new StringBuilder("a;b;c;label\n");
    StringBuilder test = new StringBuilder("a;b;c;label\n");
    for (int i = 0; i < 500; i++) {
      double x = random.nextDouble(20, 300) * (i % 2 == 0 ? 1 : -1);
      double wide = i >= 400 && i < 402 ? 5 * x : x;
      String row =
          String.format(
              Locale.ROOT, "%.3f;%.3f;-7;%s%n", wide, random.nextDouble(), x > 0 ? "up" : "down");
      (i < 400 ? train : test).append(row.replace('.', ','));
    }
    Path table = Files.createDirectories(folder.resolve("table"));
    Files.writeString(table.resolve("train.csv"), train);
    Files.writeString(table.resolve("test.csv"), test);
    dataset = "csv:" + table;
  }

  private Outcome succeeds(String line) {
    Outcome outcome = run((line + " --dataset " + dataset).split(" ", -1));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private void train() {
    succeeds(
        "train --scale columns --epochs 8 --learning-rate 0.02 --architecture "
            + ARCHITECTURE
            + " --out "
            + path("model.zip"));
  }

  @Test
  void everyCommandScalesAsTheModelWasTrained() throws IOException {
    train();
    String model = path("model.zip");
    String network = path("net.nir");
    JsonNode provenance =
        new JsonMapper().readTree(folder.resolve("model.zip.provenance.json").toFile());
    String scale = provenance.at("/dataset/columnScale").asText();
    assertTrue(
        scale.matches("-2\\d\\d\\.\\d+ 2\\d\\d\\.\\d+, 0\\.\\d+ 0\\.\\d+, -7.0 -7.0"), scale);

    Outcome converted = succeeds("convert " + model + " --timesteps 16 --out " + network);
    assertTrue(
        converted.err().contains("Columns are scaled as the network's file keeps it."),
        converted.err());
    Outcome evaluated = succeeds("evaluate " + network + " --json");
    JsonNode results = new JsonMapper().readTree(evaluated.out());
    assertEquals(scale, results.at("/provenance/network/column_scale").asText());
    assertTrue(results.at("/snn/accuracy").asDouble() > 0.95, evaluated.out());
    String notices = results.at("/dataset/notices").toString();
    assertTrue(notices.contains("cells are separated by semicolons, decimals by a comma"), notices);
    assertTrue(notices.contains("test rows have values beyond those that the network"), notices);
    assertTrue(notices.contains("in 1 of 3 columns"), notices);

    Outcome compared = succeeds("compare " + model + " " + network + " --json");
    JsonNode both = new JsonMapper().readTree(compared.out());
    assertEquals(results.get("snn"), both.get("snn"));
    assertTrue(both.at("/ann/accuracy").asDouble() > 0.95, compared.out());
    succeeds("explain " + model + " " + network + " --samples 50");
    succeeds(
        "bench "
            + model
            + " "
            + network
            + " --timesteps 1 --threads 1 --repetitions 1 --warm-up 0");
    succeeds(
        "tune "
            + model
            + " --max-accuracy-drop 20 --budget 2 --timesteps 8 --coding current"
            + " --calibration-samples 100 --no-surrogate --out "
            + path("tuning"));
    assertTrue(
        new String(
                Files.readAllBytes(folder.resolve("tuning/network.nir")),
                StandardCharsets.ISO_8859_1)
            .contains(scale));
  }

  /** As for a model that another program trained on tables that were scaled so. */
  @Test
  void aNetworkKeepsTheScaleThatItsConversionWasAskedFor() throws IOException {
    train();
    Files.delete(folder.resolve("model.zip.provenance.json"));
    String model = path("model.zip");
    Outcome raw = run("convert", model, "--dataset", dataset, "--out", path("net.nir"));
    assertEquals(3, raw.exitCode());
    assertTrue(raw.err().contains("is out of range; allowed: all inputs integers"), raw.err());
    assertTrue(raw.err().contains("--scale columns takes any table"), raw.err());
    assertFalse(Files.exists(folder.resolve("net.nir")));
    succeeds("convert " + model + " --scale columns --out " + path("net.nir"));
    Outcome compared = succeeds("compare " + model + " " + path("net.nir") + " --json");
    JsonNode results = new JsonMapper().readTree(compared.out());
    assertTrue(results.at("/ann/accuracy").asDouble() > 0.95, compared.out());
  }

  @Test
  void refusesAnotherScaleAndAnotherKindOfData() throws IOException {
    train();
    String model = path("model.zip");
    assertFails(
        2,
        "--scale is none, but the network was made for scaled columns; leave --scale out",
        "convert",
        model,
        "--dataset",
        dataset,
        "--scale",
        "none",
        "--out",
        path("net.nir"));
    assertFails(
        3,
        "digits: the network takes tables with scaled columns, and this is none",
        "convert",
        model,
        "--dataset",
        "digits",
        "--out",
        path("net.nir"));
    assertFails(
        2,
        "--scale columns is for csv: data sets; --dataset digits is none, and needs no scale",
        "train",
        "--dataset",
        "digits",
        "--scale",
        "columns",
        "--out",
        path("other.zip"));
    succeeds("convert " + model + " --out " + path("net.nir"));
    Files.writeString(folder.resolve("table/train.csv"), "a;b;c;label\n0;9;1;up\n1;0;1;down\n");
    Files.delete(Path.of(model));
    train();
    assertFails(
        3,
        "keep different scales of columns, so one was not made from the other; convert the model",
        "compare",
        model,
        path("net.nir"),
        "--dataset",
        dataset);
  }

  @Test
  void whatLearnsWithoutLabelsKeepsTheScaleToo() throws IOException {
    succeeds("stdp train --scale columns --neurons 4 --epochs 1 --out " + path("stdp"));
    Outcome evaluated = succeeds("stdp evaluate " + path("stdp/network.h5") + " --json");
    JsonNode results = new JsonMapper().readTree(evaluated.out());
    assertTrue(results.at("/provenance/network/column_scale").asText().endsWith(", -7.0 -7.0"));
    assertEquals(results.get("stdp"), json("stdp/results.json").get("stdp"));
  }

  private JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(folder.resolve(name).toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "1", "x", ".", "-", "\""})
  void refusesASeparatorThatIsNone(String text) {
    assertFails(
        2,
        "'"
            + text
            + "' is no separator; allowed: comma, semicolon, tab, bar, blank, or a character",
        "train",
        "--dataset",
        dataset,
        "--separator",
        text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semicolon", ";"})
  void takesTheSeparatorThatIsNamed(String name) {
    Outcome outcome =
        run(
            "train",
            "--dataset",
            dataset,
            "--separator",
            name,
            "--decimal-mark",
            "point",
            "--scale",
            "columns",
            "--out",
            path("model.zip"));
    assertEquals(3, outcome.exitCode());
    assertTrue(
        outcome.err().contains("is not a number where the decimal mark is a point"), outcome.err());
  }
}
