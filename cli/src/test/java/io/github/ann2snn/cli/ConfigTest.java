package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options in files, and the files of options beside results. */
class ConfigTest extends QuartersTest {
  private String config(String... lines) throws IOException {
    Path file = folder.resolve("some.properties");
    Files.write(file, List.of(lines));
    return file.toString();
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void succeeds(String... args) {
    Outcome outcome = run(args);
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  private void assertSame(String first, String second) throws IOException {
    assertArrayEquals(bytes(first), bytes(second), first);
  }

  @Test
  void aRunIsRepeatedByTheOptionsBesideItsResults() throws IOException {
    runAll("a", "--normalization=mmse", "--seed=7");
    succeeds("run", "--config", path("a/config.properties"), "--out", path("b"));
    for (String file : List.of("model.zip", "network.nir", "results.json")) {
      assertSame("a/" + file, "b/" + file);
    }
    assertEquals(
        text("a/config.properties").replace("out = " + path("a"), "out = " + path("b")),
        text("b/config.properties"));
    // Into the same folder, whose file of options is then replaced by its like.
    String before = text("a/config.properties");
    succeeds("run", "--config", path("a/config.properties"));
    assertEquals(before, text("a/config.properties"));
    assertSame("a/results.json", "b/results.json");
  }

  @Test
  void theFileTellsWhatWasGivenAndWhatTheRestWas() throws IOException {
    succeeds(training("train", "m.zip", "--epochs", "1", "--no-average-weights"));
    List<String> lines = Files.readAllLines(folder.resolve("m.zip.config.properties"));
    assertEquals("# ann2snn train --config m.zip.config.properties", lines.get(0));
    assertTrue(lines.contains("epochs = 1"), lines.toString());
    assertTrue(lines.contains("average-weights = false"), lines.toString());
    assertTrue(lines.contains("default.batch-size = 128"), lines.toString());
    assertTrue(lines.contains("default.json = false"), lines.toString());
    assertTrue(lines.stream().anyMatch(l -> l.matches("# not given.*learning-rate.*threads.*")));
    assertFalse(lines.stream().anyMatch(l -> l.matches(".*(config|help|quiet|force) = .*")));
    // It is one of Java's, too.
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("m.zip.config.properties"))) {
      properties.load(reader);
    }
    assertEquals("16-8-4", properties.getProperty("architecture"));
  }

  @Test
  void filesOfOneResultHaveTheirOptionsBesideThem() throws IOException {
    runAll("run");
    String model = path("run/model.zip");
    succeeds(
        "convert",
        model,
        "--dataset",
        dataset,
        "--normalization=max",
        "--timesteps=5",
        "--out",
        path("n.nir"));
    succeeds(
        "convert", model, "--config", path("n.nir.config.properties"), "--out", path("again.nir"));
    assertSame("n.nir", "again.nir");
    String first = text("n.nir.config.properties").lines().findFirst().orElseThrow();
    assertEquals("# ann2snn convert " + model + " --config n.nir.config.properties", first);

    String network = path("n.nir");
    succeeds("evaluate", network, "-d", dataset, "-t", "3", "--out", path("e.json"));
    succeeds(
        "evaluate", network, "--config", path("e.json.config.properties"), "-o", path("f.json"));
    assertSame("e.json", "f.json");
    succeeds("export", "numpy", network, "--out", path("weights"));
    assertTrue(text("weights/config.properties").startsWith("# ann2snn export numpy " + network));
    succeeds("report", path("run"), "--out", path("page.html"));
    assertTrue(text("page.html.config.properties").startsWith("# ann2snn report " + path("run")));
    succeeds("report", path("run"), path("e.json"), "--out", path("it's two.html"));
    assertTrue(
        text("it's two.html.config.properties")
            .startsWith(
                "# ann2snn report %s %s --config 'it'\\''s two.html.config.properties'\n"
                    .formatted(path("run"), path("e.json"))),
        text("it's two.html.config.properties"));
    // A required option may stand in a file.
    succeeds("export", "nir", network, "--config", config("out = " + path("lif.nir")));
    assertTrue(Files.exists(folder.resolve("lif.nir.config.properties")));
    succeeds("evaluate", network, "-d", dataset, "--out", "/dev/null");
    assertFalse(Files.exists(Path.of("/dev/null.config.properties")));
  }

  @Test
  void simulationsAreRepeated() throws IOException {
    succeeds(
        "simulate", "lif", "--current=2.5nA", "--duration=20ms", "--seed=3", "--out", path("s"));
    succeeds("simulate", "lif", "--config", path("s/config.properties"), "--out", path("t"));
    assertSame("s/results.json", "t/results.json");
  }

  @Test
  void theCommandLineGoesBeforeTheFileAndACommandsKeyBeforeThatOfAll() throws IOException {
    String file =
        config(
            "# options of several commands",
            "dataset = " + dataset,
            "architecture = 16-8-4",
            "epochs = 3",
            "train.epochs = 2",
            "train.average-weights = false",
            "convert.timesteps = 9",
            "stdp.train.neurons = 100",
            "seed: 5",
            "label-smoothing = 0.\\",
            "   25",
            "default.batch-size = 64",
            "json = true");
    Outcome outcome = run("train", "--config", file, "--seed=6", "--out", path("m.zip"));
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.out().startsWith("{"), outcome.out());
    assertEquals(2, json("m.zip.provenance.json").at("/training/epochs").asInt());
    assertEquals(6, json("m.zip.provenance.json").at("/training/seed").asInt());
    assertEquals(64, json("m.zip.provenance.json").at("/training/batchSize").asInt());
    assertEquals(
        0.25, json("m.zip.provenance.json").at("/training/regimen/labelSmoothing").asDouble());
    assertFalse(json("m.zip.provenance.json").at("/training/averageWeights").asBoolean(true));
    succeeds("train", "--config=" + path("m.zip.config.properties"), "-o", path("again.zip"));
    assertSame("m.zip", "again.zip");
  }

  @Test
  void namesMayHaveAnyLettersAndAFileMayBeOfWindows() throws IOException {
    Path data = folder.resolve("zahlen \u00fc\\n");
    quarters(data);
    String escaped = data.toString().replace("\\", "\\\\");
    String file = path("windows.properties");
    Files.writeString(
        Path.of(file), "\uFEFFdataset = idx:" + escaped + "\r\n\r\narchitecture=16-4\r\n");
    succeeds("train", "--epochs=1", "--config", file, "--out", path("m.zip"));
    succeeds("train", "--config", path("m.zip.config.properties"), "--out", path("again.zip"));
    assertSame("m.zip", "again.zip");
  }

  /** What was not given contradicts nothing. */
  @Test
  void aDefaultIsNoOptionThatIsGiven() throws IOException {
    String[] run = {
      "run", "--dataset", dataset, "--normalization=mmse", "--timesteps=4", "--out", path("o")
    };
    Outcome refused = run(with(run, "--config", config("# none", "percentile = 99.9")));
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(
        refused.err().startsWith("ann2snn: --percentile contradicts --normalization mmse"),
        refused.err());
    assertTrue(
        refused.err().contains("\nOptions of " + path("some.properties") + ": percentile (line 2)"),
        refused.err());
    succeeds(
        with(run, "--epochs=1", "--config", config("default.percentile = 99.9", "epochs = 7")));
  }

  @Test
  void severalValuesAreWrittenAsOnTheCommandLine() throws IOException {
    Path profile = Path.of("../docs/energy-profile.json");
    String other = path("other.json");
    Files.writeString(
        Path.of(other), Files.readString(profile).replaceFirst("\"name\": \"", "\"name\": \"x"));
    runAll("a");
    String file =
        config("energy-profile = " + profile, "energy-profile = " + other, "dataset = " + dataset);
    succeeds("evaluate", path("a/network.nir"), "--config", file, "--out", path("e.json"));
    assertTrue(text("e.json.config.properties").contains("energy-profile = " + other + "\n"));
    succeeds(
        "evaluate",
        path("a/network.nir"),
        "--config",
        path("e.json.config.properties"),
        "--out",
        path("f.json"));
    assertSame("e.json", "f.json");
    assertFails(
        3,
        "line 2: default.energy-profile stands in line 1 already; leave one",
        "evaluate",
        path("a/network.nir"),
        "--config",
        config("default.energy-profile = a", "default.energy-profile = b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch = 3            | no option of ann2snn run that a file can give is called 'epoch'; did you mean epochs?",
        "frobnicate = 3       | no option of ann2snn run that a file can give is called 'frobnicate'; ann2snn run --help lists them",
        "config = other       | no option of ann2snn run that a file can give is called 'config'; ann2snn run --help lists them",
        "help = true          | no option of ann2snn run that a file can give is called 'help'; ann2snn run --help lists them",
        "--epochs = 3         | no option of ann2snn run that a file can give is called '--epochs'; did you mean epochs?",
        "inhibition = 3       | is called 'inhibition'; it is one of stdp train: write stdp.train.inhibition where a file is for several commands",
        "stdp.train.epoch = 1 | no option of ann2snn stdp train that a file can give is called 'epoch'; did you mean epochs?",
        "convert.epochs = 3   | no option of ann2snn convert that a file can give is called 'epochs'; it is one of run, train, stdp train: write run.epochs",
        "stdp.epochs = 3      | no option of ann2snn stdp that a file can give is called 'epochs'; it is one of run",
        "default.epoch = 3    | no option of ann2snn run that a file can give is called 'epoch'; did you mean epochs?",
        "learn.epochs = 3     | there is no command 'learn'; ann2snn --help lists them, and epochs alone is for any",
        "epochs = many        | Invalid value for option '--epochs': 'many' is not a whole number",
        "epochs =             | Invalid value for option '--epochs': '' is not a whole number",
        "run.epochs = many    | Invalid value for option '--epochs': 'many' is not a whole number",
        "default.epochs = many | Invalid value for option '--epochs': 'many' is not a whole number",
        "reset = never        | Invalid value for option '--reset': 'never' is none of subtract, zero",
        "percentile = 99;98   | '99;98' is not a number, such as 0.5",
        "json = maybe         | json is 'maybe', expected true or false",
        "json                 | json is '', expected true or false",
        "seed = 1             | seed stands in line 2 already; leave one",
        "out = \\u00g         | \\u is not followed by four hexadecimal digits; write \\\\u",
      })
  void aLineThatCannotBeMeantIsExplained(String line, String message) throws IOException {
    Outcome outcome = run("run", "--config", config("# one that can", "seed = 3", "", line));
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(
        outcome.err().startsWith("ann2snn: " + path("some.properties") + ": line 4: "),
        outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void aFileThatCannotBeReadIsExplained() throws IOException {
    String remedy = "; --config takes lines such as epochs = 3";
    assertFails(3, path("none") + ": no such file" + remedy, "train", "--config", path("none"));
    assertFails(3, folder + ": is a folder" + remedy, "train", "--config", folder.toString());
    Files.write(
        folder.resolve("latin"),
        "seed = 1\nout = \u00fc.zip".getBytes(StandardCharsets.ISO_8859_1));
    assertFails(
        3,
        path("latin") + ": line 2: is not UTF-8; save the file as that",
        "train",
        "--config",
        path("latin"));
    Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    assertFails(
        3,
        path("large") + ": is larger than 1 MB, and no file of options" + remedy,
        "train",
        "--config",
        path("large"));
    assertFails(2, "Missing required parameter for option '--config' (FILE)", "train", "--config");
  }

  /** What the command line says is not the file's fault. */
  @Test
  void aWrongCommandLineStaysOne() throws IOException {
    String file = config("epochs = 3", "default.seed = 4");
    assertFails(2, "'many' is not a whole number", "train", "--config", file, "--epochs=many");
    assertFails(2, "'many' is not a whole number", "train", "--config", file, "--seed=many");
    assertFails(2, "unknown option --epoch; did you mean", "train", "--config", file, "--epoch=1");
    assertFails(2, "unknown option --config", "simulate", "--config", file, "lif");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.properties", "m.zip.config.properties"})
  void aFileOfTheUsersIsNotReplaced(String name) throws IOException {
    boolean alone = name.startsWith("m.zip");
    Path out = alone ? folder : Files.createDirectories(folder.resolve("o"));
    Files.writeString(out.resolve(name), "epochs = 1\n");
    Outcome refused = run(training(alone ? "train" : "run", alone ? "m.zip" : "o"));
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(
        refused
            .err()
            .contains(
                name + ": was not written by ann2snn, whose file begins with '# ann2snn '; it is"),
        refused.err());
    assertEquals("epochs = 1\n", Files.readString(out.resolve(name)));
  }

  /** A file of options that is given is an input as any other. */
  @Test
  void aFileThatIsGivenIsNotWrittenOver() throws IOException {
    String file = config("seed = 1");
    assertFails(
        2,
        file + " is read, as --config, and would be lost",
        "train",
        "--config",
        file,
        "-o",
        file);
  }

  @Test
  void helpTellsOfIt() {
    assertTrue(run("stdp", "train", "--help").out().contains("--config=FILE"));
    assertFalse(run("simulate", "--help").out().contains("--config"));
    assertFalse(run("help", "--help").out().contains("--config"));
    assertEquals(0, run("run", "--config", path("none"), "--help").exitCode());
  }
}
