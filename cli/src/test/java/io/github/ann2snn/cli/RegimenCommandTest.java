package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules, decay, early stopping, augmentation, smoothing and clipping on the command line. */
class RegimenCommandTest extends QuartersTest {
  private static final String[] ALL = {
    "--lr-schedule=cosine",
    "--warmup-epochs=1",
    "--weight-decay=0.01",
    "--validation-split=0.2",
    "--early-stopping=7",
    "--augment=shift,flip",
    "--label-smoothing=0.1",
    "--clip-norm=2.5",
    "--epochs=3"
  };

  @Test
  void allOfItIsKeptAndResumed() throws IOException {
    Outcome trained = run(with(training("train", "m.zip"), ALL));
    assertEquals(0, trained.exitCode(), trained.err());
    assertEquals("", trained.out());
    JsonNode kept = json("m.zip.provenance.json");
    assertEquals(
        "{\"schedule\":\"cosine\",\"warmupEpochs\":1,\"weightDecay\":0.01,\"earlyStopping\":7,"
            + "\"augmentation\":[\"shift\",\"flip\"],\"labelSmoothing\":0.1,\"clipNorm\":2.5}",
        kept.at("/training/regimen").toString());
    int best = kept.path("bestEpoch").asInt();
    assertTrue(best >= 1 && best <= 3, kept.toString());

    byte[] before = bytes("m.zip");
    Outcome resumed = run("train", "--resume", "--out", path("m.zip"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("all 3 epochs already"), resumed.err());
    assertArrayEquals(before, bytes("m.zip"));

    assertFails(
        3,
        "its cosine schedule ends with epoch 3, but 4 epochs were asked for",
        "train",
        "--resume",
        "--epochs=4",
        "--out",
        path("m.zip"));
    assertFails(
        3,
        "its augmentation is [shift, flip], but [flip] was asked for",
        "train",
        "--resume",
        "--augment=flip",
        "--out",
        path("m.zip"));
    assertFails(
        2,
        "m.zip holds a model 16-8-4 of",
        training("train", "m.zip", "--epochs=3", "--validation-split=0.2"));
  }

  @Test
  void stopsEarlyAndSaysWhy() throws IOException {
    String[] options = {
      "--validation-split=0.2", "--early-stopping=2", "--epochs=300", "--learning-rate=0.02"
    };
    Outcome trained = run(with(training("train", "m.zip"), options));
    assertEquals(0, trained.exitCode(), trained.err());
    JsonNode kept = json("m.zip.provenance.json");
    int best = kept.path("bestEpoch").asInt();
    assertEquals(best + 2, kept.path("epochsCompleted").asInt());
    String said =
        "Stopped early after epoch "
            + (best + 2)
            + ": no epoch since "
            + best
            + " was better on the samples held out; the model is that of epoch "
            + best
            + ".";
    assertTrue(trained.err().contains(said), trained.err());
    Outcome resumed = run("train", "--resume", "--out", path("m.zip"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains(said), resumed.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--warmup-epochs=4 --epochs=4 | the warm-up must end before training does: its epochs"
            + " (--warmup-epochs) must be fewer than all 4 (--epochs); got 4",
        "--warmup-epochs=-1 | epochs of warm-up must be at least 0; got -1",
        "--lr-schedule=linear | --lr-schedule",
        "--weight-decay=-1 | weight decay must be a finite number, at least 0; got -1.0",
        "--early-stopping=3 | none are: hold some out with --validation-split 0.1, or leave"
            + " --early-stopping out",
        "--augment=flip,turn | --augment",
        "--augment=crop | augmentation crop needs images of more than 4 pixels each way; got [1, 4,"
            + " 4]",
        "--label-smoothing=1 | label smoothing must be at least 0 and less than 1; got 1.0",
        "--clip-norm=-2 | the norm to clip at must be a finite number, at least 0; got -2.0"
      })
  void outOfRange(String options, String message) {
    assertFails(2, message, with(training("train", "m.zip"), options.split(" ", -1)));
    assertFalse(Files.exists(folder.resolve("m.zip")));
  }

  @Test
  void onlyImagesAreAugmented() throws IOException {
    Path csv = folder.resolve("points.csv");
    Files.writeString(csv, "x,y,label\n" + "0.1,0.2,0\n0.9,0.8,1\n".repeat(10));
    assertFails(
        2,
        "augmentation is for images (channels, height, width), but samples are [2]; leave --augment"
            + " out",
        "train",
        "--augment=flip",
        "--dataset=csv:" + csv,
        "--out",
        path("m.zip"));
    assertFalse(Files.exists(folder.resolve("m.zip")));
  }

  @Test
  void aModelThatIsBroughtIsNotTrained() {
    assertFails(
        2,
        "[--clip-norm] is for training, and --model",
        "run",
        "--clip-norm=1",
        "--dataset",
        dataset,
        "--model",
        path("m.zip"));
  }

  /** The first epoch ends before the loss is no number; its model stays. */
  @Test
  void divergenceNamesLayerAndEpochAndKeepsTheCheckpoint() throws IOException {
    String[] options = {
      "--updater=sgd",
      "--learning-rate=1e30",
      "--batch-size=2000",
      "--no-average-weights",
      "--epochs=3"
    };
    Outcome outcome = run(with(training("train", "m.zip"), options));
    assertEquals(1, outcome.exitCode(), outcome.err());
    assertEquals("", outcome.out());
    assertTrue(
        outcome.err().contains("ann2snn: training diverged at epoch 2, batch 1: the loss is "),
        outcome.err());
    assertTrue(outcome.err().contains(" of layer "), outcome.err());
    assertTrue(
        outcome.err().contains("; the model of epoch 1 is kept; try a learning rate below"),
        outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals(1, json("m.zip.provenance.json").path("epochsCompleted").asInt());
    assertEquals(0, run("inspect", path("m.zip")).exitCode());
  }

  @Test
  void namedArchitecturesTakeTheDataSetsSizes() throws IOException {
    Outcome trained =
        run("train", "-d", dataset, "--architecture=mlp", "--epochs=1", "--out", path("m.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
    assertEquals(
        "16-512-256-4", json("m.zip.provenance.json").at("/training/architecture").asText());
  }

  /** Wide layers can spare some of their neurons; what is said otherwise counts. */
  @Test
  void someOfManyNeuronsAreDropped() throws IOException {
    String[] mlp = {"train", "-d", dataset, "--architecture=mlp", "--epochs=1"};
    for (String[] line :
        new String[][] {
          with(mlp, "--out=" + path("wide.zip")),
          with(mlp, "--dropout=0", "--out=" + path("all.zip")),
          with(mlp, "--activation=qcfs", "--out=" + path("qcfs.zip")),
          training("train", "narrow.zip", "--epochs=1")
        }) {
      Outcome trained = run(line);
      assertEquals(0, trained.exitCode(), trained.err());
      boolean wide = line[line.length - 1].endsWith("wide.zip");
      assertTrue(
          trained.err().contains(wide ? ", epochs: 1, dropout: 0.1." : ", epochs: 1, dropout: 0."),
          trained.err());
      assertEquals(wide, trained.err().contains("dropout: 0.1"), trained.err());
    }
    assertEquals(0.1, json("wide.zip.provenance.json").at("/training/dropout").asDouble());
    assertEquals(0, json("all.zip.provenance.json").at("/training/dropout").asDouble());
    Outcome resumed = run("train", "--resume", "--epochs=2", "--out", path("all.zip"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains(", epochs: 2, dropout: 0."), resumed.err());
  }
}
