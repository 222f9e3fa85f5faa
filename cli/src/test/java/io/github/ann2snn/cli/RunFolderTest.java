package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.WriteLock;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a folder of results belongs together, whatever happens to the runs into it. */
class RunFolderTest extends QuartersTest {
  private List<String> names(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs in a process of its own until it says something, and kills it then. */
  private void kill(String when, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.ann2snn.cli.Main"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (var reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        said.add(line);
        if (line.startsWith(when)) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertTrue(said.stream().anyMatch(line -> line.startsWith(when)), said.toString());
  }

  @Test
  void aKilledRunLeavesOnlyWhatBelongsTogetherAndContinues()
      throws IOException, InterruptedException {
    String[] options = {
      "--learning-rate=0.01", "--timesteps=5", "--normalization=percentile", "--no-average-weights"
    };
    assertEquals(0, run(with(training("run", "whole", "--epochs", "40"), options)).exitCode());
    assertEquals(0, run(with(training("run", "out", "--epochs", "2"), options)).exitCode());
    kill("Epoch 3/", with(training("run", "out", "--epochs", "40"), options));

    int done = ModelFile.training(folder.resolve("out/model.zip")).epochsCompleted();
    assertTrue(done >= 3 && done < 40, done + " epochs");
    List<String> left = names("out");
    assertTrue(left.contains("unfinished.json"), left.toString());
    for (String old : List.of("network.nir", "results.json", "report.html")) {
      assertFalse(left.contains(old), left.toString());
    }
    assertFails(
        3, "ann2snn run --resume --out " + path("out") + " continues it", "report", path("out"));

    Outcome resumed = run("run", "--resume", "--out", path("out"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertFalse(resumed.err().contains("Epoch " + done + "/40"), resumed.err());
    assertTrue(resumed.err().contains("Epoch " + (done + 1) + "/40"), resumed.err());
    for (String file : List.of("model.zip", "network.nir", "results.json")) {
      assertArrayEquals(bytes("whole/" + file), bytes("out/" + file), file);
    }
    assertEquals(names("whole"), names("out"));
  }

  @Test
  void runsWithTheSameOptionsOrMoreEpochsJustWork() throws IOException {
    String[] command = training("run", "out", "--timesteps=4");
    assertEquals(0, run(with(command, "--epochs=1")).exitCode());
    byte[] model = bytes("out/model.zip");
    Outcome again = run(with(command, "--epochs=1", "--readout=spikes"));
    assertEquals(0, again.exitCode(), again.err());
    assertArrayEquals(model, bytes("out/model.zip"));
    assertEquals("spikes", json("out/results.json").at("/snn/readout").asText());
    assertTrue(again.err().contains("--resume would continue"), again.err());
    assertEquals(0, run(with(command, "--epochs=2")).exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--architecture=16-9-4",
        "--learning-rate=0.1",
        "--seed=7",
        "--epochs=1",
        "--activation=qcfs",
      })
  void aModelOfOtherSettingsIsNotReplaced(String other) throws IOException {
    assertEquals(0, run(training("train", "m.zip", "--epochs", "2")).exitCode());
    byte[] before = bytes("m.zip");
    String name = other.substring(2, other.indexOf('='));
    List<String> words = new ArrayList<>(List.of(training("train", "m.zip")));
    if (name.equals("architecture")) {
      words.subList(3, 5).clear();
    }
    if (!name.equals("epochs")) {
      words.add("--epochs=2");
    }
    words.add(other);
    Outcome refused = run(words.toArray(String[]::new));
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(
        refused
            .err()
            .contains(
                path("m.zip")
                    + " holds a model 16-8-4 of "
                    + dataset
                    + ", trained for 2 of 2 epochs: it"),
        refused.err());
    assertTrue(refused.err().contains(". --force replaces it; or name another place"));
    assertFalse(refused.err().contains("Training "), refused.err());
    assertArrayEquals(before, bytes("m.zip"));
    words.add("--force");
    Outcome forced = run(words.toArray(String[]::new));
    assertEquals(0, forced.exitCode(), forced.err());
  }

  @Test
  void aModelOfOtherDataIsNotReplaced() throws IOException {
    runAll("out");
    byte[] before = bytes("out/model.zip");
    Path other = Files.createDirectories(folder.resolve("other"));
    write(other, "train", 500, 5);
    write(other, "t10k", 50, 6);
    dataset = "idx:" + other;
    Outcome refused =
        run(
            "run",
            "--dataset",
            dataset,
            "--architecture=16-20-12-4",
            "--epochs=4",
            "--learning-rate=0.01",
            "--out",
            path("out"));
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("its training data SHA-256 is "), refused.err());
    assertArrayEquals(before, bytes("out/model.zip"));
    assertTrue(names("out").contains("results.json"));
  }

  @Test
  void aFileThatIsNoModelIsNotReplaced() throws IOException {
    Files.writeString(folder.resolve("m.zip"), "mine");
    assertFails(
        2,
        "m.zip holds something that ann2snn neither trained nor imported",
        training("train", "m.zip"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/results.json"), "{\"mine\": 1}");
    assertFails(
        2,
        "results.json: is not of ann2snn.results/1, and is not replaced",
        training("run", "out"));
    assertFails(
        2,
        "results.json: is not of ann2snn.simulation/1, and is not replaced",
        "simulate",
        "lif",
        "--out",
        path("out"));
  }

  @Test
  void aNetworkOfARunIsNotReplacedByATuning() throws IOException {
    runAll("out");
    byte[] network = bytes("out/network.nir");
    assertFails(
        2,
        path("out/network.nir") + " is of no tuning, and is not replaced",
        "tune",
        path("out/model.zip"),
        "--max-accuracy-drop=1",
        "--dataset",
        dataset,
        "--out",
        path("out"));
    assertArrayEquals(network, bytes("out/network.nir"));
  }

  @Test
  void aFolderIsWrittenByOneAtATime() throws IOException {
    runAll("out");
    WriteLock held = WriteLock.ofFolder(folder.resolve("out"), "ann2snn run");
    String message =
        path("out")
            + ": ann2snn run, process "
            + ProcessHandle.current().pid()
            + ", is writing there; wait for it, or name another place";
    assertFails(1, message, training("run", "out"));
    assertFails(1, message, "simulate", "lif", "--duration=1ms", "--out", path("out"));
    assertFails(1, message, "stdp", "train", "--dataset", dataset, "--out", path("out"));
    assertFails(1, message, "export", "json", path("out/network.nir"), "--out", path("out"));
    assertFails(
        1,
        message,
        "tune",
        path("out/model.zip"),
        "--max-accuracy-drop=1",
        "--dataset",
        dataset,
        "--out",
        path("out"));
    String results = path("out/results.json");
    String page = path("out/report.html");
    assertFails(1, message, "report", results, "--out", page);
    assertFails(1, message, "export", "nir", path("out/network.nir"), "--out", path("out/n.nir"));
    held.close();
    assertEquals(0, run("report", results, "--out", page).exitCode());
    WriteLock model = WriteLock.ofFile(folder.resolve("out/model.zip"), "ann2snn train");
    assertFails(1, "ann2snn train, process ", training("run", "out"));
    assertFails(1, "ann2snn train, process ", training("train", "out/model.zip"));
    model.close();
    assertEquals(List.of(), names("out").stream().filter(name -> name.startsWith(".")).toList());
  }

  @Test
  void strangersAreTold() throws IOException {
    runAll("out");
    String[] compare = {
      "compare", path("out/model.zip"), path("out/network.nir"), "--dataset", dataset
    };
    assertFalse(run(compare).err().contains("another model"));
    assertFalse(run("report", path("out"), "--out", path("r.html")).err().contains("NOTICE"));
    runAll("new", "--seed=9");
    compare[1] = path("new/model.zip");
    Outcome compared = run(with(compare, "--json"));
    assertEquals(0, compared.exitCode(), compared.err());
    String notice = "network.nir was converted from another model file (SHA-256 ";
    assertTrue(compared.err().contains("NOTICE: " + notice), compared.err());
    assertTrue(compared.out().contains(notice), compared.out());
    Outcome explained =
        run("explain", path("new/model.zip"), path("out/network.nir"), "--dataset", dataset);
    assertEquals(3, explained.exitCode(), explained.err());
    assertTrue(explained.err().contains(notice), explained.err());

    Files.copy(
        folder.resolve("new/network.nir"),
        folder.resolve("out/network.nir"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Outcome report = run("report", path("out"), "--out", path("r.html"));
    assertEquals(0, report.exitCode(), report.err());
    assertTrue(
        report
            .err()
            .contains("NOTICE: " + path("out/network.nir") + " is not what results.json was made"),
        report.err());
    assertFalse(report.err().contains("model.zip"), report.err());
  }

  @Test
  void aSimulationKnowsItsSeries() throws IOException {
    for (String current : List.of("2.5nA", "2.6nA")) {
      Outcome simulated =
          run(
              "simulate",
              "lif",
              "--duration=100ms",
              "--current=" + current,
              "--out",
              path(current));
      assertEquals(0, simulated.exitCode(), simulated.err());
    }
    JsonNode digests = json("2.5nA/results.json").get("fileSha256");
    assertEquals(json("2.5nA/results.json").get("files").size(), digests.size());
    assertEquals(0, run("report", path("2.5nA"), "--out", path("s.html")).exitCode());
    Files.copy(
        folder.resolve("2.6nA/rates.csv"),
        folder.resolve("2.5nA/rates.csv"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertFails(
        3,
        "results.json: rates.csv beside it is not the one that belongs to it: SHA-256 ",
        "report",
        path("2.5nA"),
        "--out",
        path("s.html"));
  }
}
