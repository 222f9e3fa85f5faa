package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A training that is watched: its record, page and event files, and where they cannot be. */
class TrainingReportTest extends QuartersTest {
  private Outcome train(String out, String... more) {
    Outcome outcome = run(training("train", out, more));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private Path events(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().contains("tfevents"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertRefused(String message, String... more) {
    assertFails(2, message, training("train", "refused.zip", more));
    assertFalse(Files.exists(folder.resolve("refused.zip")));
  }

  @Test
  void trainWritesAPageWithItsNumbers() throws IOException {
    Outcome outcome =
        train("m.zip", "--epochs=2", "--validation-split=0.1", "--report", path("page.html"));
    assertTrue(
        outcome
            .err()
            .contains(
                "Wrote "
                    + path("page.html")
                    + ", and its series as CSV to "
                    + path("page-csv")
                    + System.lineSeparator()),
        outcome.err());
    JsonNode record = json("m.zip.training.json");
    assertEquals("ann2snn.training-record/1", record.get("schema").asText());
    assertEquals(2, record.get("epochs").size());
    List<String> lines = Files.readAllLines(folder.resolve("page-csv/training-epochs.csv"));
    assertEquals(3, lines.size());
    assertEquals(
        "run,epoch,batches,loss,accuracy,validationAccuracy,testAccuracy,learningRate,seconds",
        lines.get(0));
    JsonNode last = record.at("/epochs/1");
    assertTrue(
        lines
            .get(2)
            .endsWith(
                ",2,10,"
                    + last.get("loss")
                    + ","
                    + last.get("accuracy")
                    + ","
                    + last.get("validationAccuracy")
                    + ","
                    + last.get("testAccuracy")
                    + ",0.001,"
                    + last.at("/times/trainingSeconds")),
        lines.get(2));
    // 1,170 samples in batches of 128; layers of 16-8-4.
    assertEquals(1 + 2 * 10, rows("page-csv/training-batches.csv"));
    assertEquals(1 + 2 * 2, rows("page-csv/training-layers.csv"));
    assertTrue(rows("page-csv/training-histograms.csv") > 2 * 3);
    assertFalse(Files.exists(folder.resolve("page-csv/accuracy.csv")));
    String page = Files.readString(folder.resolve("page.html"));

    Outcome drawn = run("report", path("m.zip.training.json"), "--out", path("again.html"));
    assertEquals(0, drawn.exitCode(), drawn.err());
    assertEquals(page, Files.readString(folder.resolve("again.html")));
    assertEquals(1 + 2 * 10, rows("again-csv/training-batches.csv"));
    Outcome inspected = run("inspect", path("m.zip.training.json"));
    assertTrue(
        inspected.out().contains("training of 16-8-4 on " + dataset + ", 2 epochs"),
        inspected.out());
    assertTrue(inspected.out().contains("  epoch 2: loss "), inspected.out());
  }

  private long rows(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).size();
  }

  @Test
  void aRunHasItBesideItsResults() throws IOException {
    runAll("out");
    assertEquals(4, json("out/model.zip.training.json").get("epochs").size());
    assertEquals(1 + 4, rows("out/report-csv/training-epochs.csv"));
    assertFalse(json("out/results.json").has("training"));
    // Of another model it tells nothing.
    Path record = folder.resolve("out/model.zip.training.json");
    String text = Files.readString(record);
    Files.writeString(
        record, text.replaceAll("\"modelSha256\" : \"...", "\"modelSha256\" : \"xyz"));
    assertEquals(0, run("report", path("out"), "--out", path("p.html")).exitCode());
    assertFalse(Files.exists(folder.resolve("p-csv/training-epochs.csv")));
    Files.writeString(record, text.substring(0, 500));
    assertFails(
        3,
        record + ": not a complete training record (",
        "report",
        path("out"),
        "--out",
        path("p.html"));
    Files.delete(record);
    assertEquals(0, run("report", path("out"), "--out", path("p.html")).exitCode());
  }

  @Test
  void eventsGoOnWhereATrainingIsResumed() throws IOException {
    train("m.zip", "--epochs=1", "--tensorboard", path("events"));
    byte[] first = Files.readAllBytes(events("events"));
    Outcome resumed =
        run(
            "train",
            "--resume",
            "--epochs=3",
            "--out",
            path("m.zip"),
            "--tensorboard",
            path("events"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    byte[] all = Files.readAllBytes(events("events"));
    assertArrayEquals(first, java.util.Arrays.copyOf(all, first.length));
    assertTrue(all.length > 2 * first.length - 1000);
    // A folder that is new gets the epochs before, too; and so does one of a complete training.
    for (String name : List.of("others", "more")) {
      run("train", "--resume", "--out", path("m.zip"), "--tensorboard", path(name));
      assertArrayEquals(all, Files.readAllBytes(events(name)));
    }
  }

  @Test
  void runWritesEvents() throws IOException {
    runAll("out", "--tensorboard", path("events"));
    assertTrue(Files.size(events("events")) > 4000);
  }

  @Test
  void aFolderWithEventsOfAnotherRunIsRefused() throws IOException {
    train("m.zip", "--epochs=1", "--tensorboard", path("events"));
    String name = events("events").getFileName().toString();
    assertRefused(
        "--tensorboard: cannot write "
            + path("events")
            + ": holds events of another run, "
            + name
            + "; name another place",
        "--seed=9",
        "--tensorboard",
        path("events"));
    Files.createDirectory(folder.resolve("foreign"));
    Files.createFile(folder.resolve("foreign/events.out.tfevents.17.host"));
    assertRefused(
        ": holds events of another run, events.out.tfevents.17.host; name another place",
        "--tensorboard",
        path("foreign"));
  }

  @Test
  void anUnwritableEventFolderIsRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "mine");
    for (String place : List.of("file", "file/below")) {
      assertRefused(
          "--tensorboard: cannot write " + path("file") + ": is no folder; name another place",
          "--tensorboard",
          path(place));
    }
    assertEquals("mine", Files.readString(folder.resolve("file")));
    assumeTrue(
        Files.isDirectory(Path.of("/proc/self")), "skipped: no folder that nobody can write");
    assertRefused("--tensorboard: cannot write /proc", "--tensorboard", "/proc/events");
  }

  @Test
  void aPageThatCannotBeIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("p-csv"));
    Files.writeString(folder.resolve("p-csv/training-epochs.csv"), "mine");
    assertRefused(
        "--report: cannot write " + path("p-csv/training-epochs.csv") + ": was not written by",
        "--report",
        path("p.html"));
    assertRefused(
        "--report: " + folder + " is a folder; name a file", "--report", folder.toString());
    assertRefused(
        "--report: - is no file on a disk, and CSV files must lie beside it", "--report", "-");
    for (String file : List.of("refused.zip", "refused.zip.training.json")) {
      assertRefused(
          "--report: " + path(file) + " is written by --out; name another file",
          "--report",
          path(file));
    }
  }

  @Test
  void nothingElseLiesWhereTheRecordGoes() throws IOException {
    Files.writeString(folder.resolve("refused.zip.training.json"), "{\"mine\": 1}");
    assertFails(
        2,
        "refused.zip.training.json: is not of ann2snn.training-record/1, and is not replaced",
        training("train", "refused.zip"));
    assertEquals("{\"mine\": 1}", Files.readString(folder.resolve("refused.zip.training.json")));
  }

  @Test
  void aTrainingThatNobodyNotedCannotBeDrawn() throws IOException {
    train("m.zip", "--epochs=1");
    Files.delete(folder.resolve("m.zip.training.json"));
    assertFails(
        3,
        "m.zip.training.json: tells nothing of the training of ",
        "train",
        "--resume",
        "--out",
        path("m.zip"),
        "--report",
        path("p.html"));
  }

  @Test
  void aBroughtModelHasNoEvents() {
    assertFails(
        2,
        "[--tensorboard] is for training, and --model",
        "run",
        "--model",
        path("m.onnx"),
        "--tensorboard",
        path("events"),
        "--out",
        path("out"));
  }
}
