package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files commands write, and which they leave alone. */
class OutputTest extends TrainedNetworkTest {
  /**
   * Command lines whose output is an input. IN stands for that file, DIR for its folder; what is in
   * it no command could read.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x         | convert IN --out OUT",
        "x         | evaluate IN --out OUT",
        "x         | evaluate y.nir --energy-profile y.json --energy-profile IN --out OUT",
        "x         | compare IN y.nir --out OUT",
        "x         | compare y.zip IN --out OUT",
        "x         | explain IN y.nir --out OUT",
        "x         | explain y.zip IN --out OUT",
        "x         | bench IN y.nir --out OUT",
        "x         | export nir IN --out OUT",
        "x         | import keras IN --out OUT",
        "x         | import keras y.h5 --check IN --out OUT",
        "x         | import torch-npz IN --architecture 4-2 --out OUT",
        "x         | report IN --out OUT",
        "x         | report y.json IN --out OUT",
        "x         | stdp evaluate IN --out OUT",
        "x         | train --dataset csv:IN --out OUT",
        "x         | evaluate y.nir --dataset csv:IN --out OUT",
        "x         | evaluate y.nir --dataset csv:file:IN --master local --out OUT",
        "results.json         | report DIR --out OUT",
        "rates.csv            | report DIR --out OUT",
        "test.csv             | evaluate y.nir --dataset csv:DIR --out OUT",
        "t10k-labels-idx1-ubyte.gz | evaluate y.nir --dataset idx:DIR --out OUT",
        "t10k-labels-idx1-ubyte    | evaluate y.nir --data-dir DIR --out OUT",
        "a.png                | evaluate y.nir --dataset images:DIR --out OUT",
        "model.zip            | run --dataset csv:IN --out DIR",
        "results.json         | run --dataset digits --energy-profile IN --out DIR",
        "network.nir          | tune IN --max-accuracy-drop 1 --out DIR",
        "surrogate.zip        | tune IN --max-accuracy-drop 1 --out DIR",
        "weights.json         | export json IN --out DIR",
        "weights.npz          | export numpy IN --out DIR",
        "weights.csv          | simulate stdp --connect IN --out DIR",
        "network.h5           | stdp train --dataset csv:IN --out DIR",
      })
  void anOutputThatIsAnInputIsRefusedBeforeAnythingIsRead(String line) throws IOException {
    String name = line.substring(0, line.indexOf('|')).strip();
    Path input = folder.resolve("inputs/" + name);
    Files.createDirectories(input.getParent());
    Files.writeString(input, "no command can read this");
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    Path same = Files.createLink(folder.resolve("same"), input);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), input.getParent());
    List<Path> targets =
        line.contains("--out DIR")
            ? List.of(input.getParent(), linked)
            : line.contains("DIR")
                ? List.of(input, linked.resolve(name))
                : List.of(input, link, same, input.resolveSibling("../inputs/" + name));
    String command = line.substring(line.indexOf('|') + 1).strip();
    for (Path target : targets) {
      List<String> args = new ArrayList<>();
      for (String word : command.replace("--out DIR", "--out OUT").split(" ", -1)) {
        args.add(
            word.replace("OUT", target.toString())
                .replace("IN", input.toString())
                .replace("DIR", input.getParent().toString())
                .replaceFirst("^y\\.", path("y.")));
      }
      assertFails(2, " is read, as ", args.toArray(String[]::new));
      assertEquals("no command can read this", Files.readString(input));
    }
  }

  @Test
  void filesBesideInputsAreNoInputs() throws IOException {
    String results = shared.resolve("out/results.json").toString();
    for (int i = 0; i < 2; i++) {
      Outcome page = run("report", results, "--out", shared.resolve("out/again.html").toString());
      assertEquals(0, page.exitCode(), page.err());
      String folder = shared.resolve("out").toString();
      Outcome own = run("report", folder, "--out", shared.resolve("out/report.html").toString());
      assertEquals(0, own.exitCode(), own.err());
      Outcome evaluated =
          run(
              "evaluate",
              network,
              "--dataset",
              dataset,
              "--out",
              shared.resolve("quarters/results.json").toString());
      assertEquals(0, evaluated.exitCode(), evaluated.err());
    }
  }

  @Test
  void aPageDoesNotTakeFilesOfOthers() throws IOException {
    String results = shared.resolve("out/results.json").toString();
    Path theirs = Files.createDirectory(folder.resolve("x-csv")).resolve("layers.csv");
    Files.writeString(theirs, "layer,cost\nfirst,3\n");
    assertFails(
        2,
        "layers.csv: was not written by ann2snn, whose file begins with 'run,layer,",
        "report",
        results,
        "--out",
        path("x.html"));
    assertEquals("layer,cost\nfirst,3\n", Files.readString(theirs));
    assertFalse(Files.exists(folder.resolve("x.html")));
    Path stranger = Files.writeString(theirs.resolveSibling("flipped.csv"), "sample\n");
    Files.delete(theirs);
    assertFails(2, "flipped.csv: was not written", "report", results, "--out", path("x.html"));
    assertEquals("sample\n", Files.readString(stranger));
    Outcome other = run("report", results, "--out", path("y.html"));
    assertEquals(0, other.exitCode(), other.err());
    assertTrue(Files.exists(folder.resolve("y-csv/layers.csv")));
    assertEquals("sample\n", Files.readString(stranger));
  }

  @Test
  void aFolderKeepsFilesOfOthers() throws IOException {
    Path weights = Files.writeString(folder.resolve("weights.csv"), "mine\n");
    Path readme = Files.writeString(folder.resolve("README.md"), "# My project\n");
    assertFails(2, "weights.csv: was not written", "simulate", "lif", "--out", folder + "");
    assertFails(2, "README.md: was not written", "export", "json", network, "--out", folder + "");
    assertEquals("mine\n", Files.readString(weights));
    assertEquals("# My project\n", Files.readString(readme));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void everyCommandThatWritesSaysSo() {
    assertWrote(
        "weights.json and README.md to " + path("w"),
        "export",
        "json",
        network,
        "--out",
        path("w"));
    assertWrote(
        "weights.npz and README.md to " + path("w"),
        "export",
        "numpy",
        network,
        "--out",
        path("w"));
    assertWrote(
        "results.json, its CSV files and report.html to " + path("s"),
        "simulate",
        "lif",
        "--neurons",
        "1",
        "--duration",
        "10ms",
        "--out",
        path("s"));
    assertWrote(path("s.html"), "report", path("s"), "--out", path("s.html"));
  }

  private void assertWrote(String what, String... command) {
    Outcome outcome = run(command);
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("Wrote " + what + System.lineSeparator()), outcome.err());
  }

  @Test
  void fetchWritesNothingThatIsThereAlready() {
    Path data =
        Stream.of(System.getenv("ANN2SNN_DATA"), "../../shared/datasets")
            .filter(place -> place != null && Files.isDirectory(Path.of(place, "mnist")))
            .map(Path::of)
            .findFirst()
            .orElse(null);
    assumeTrue(data != null, "skipped: no mnist folder in ANN2SNN_DATA or ../shared/datasets");
    Outcome outcome = run("datasets", "fetch", "mnist", "--offline", "--data-dir", data.toString());
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(data.resolve("mnist") + System.lineSeparator(), outcome.out());
    assertEquals(
        "mnist is there already, complete and verified; nothing was downloaded.",
        outcome.err().strip());
  }
}
