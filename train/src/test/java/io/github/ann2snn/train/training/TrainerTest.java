package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.training.Epoch.TrainingDivergedException;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  @TempDir Path folder;

  private TrainingResult train(TrainingConfig config, String name) throws IOException {
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE)
        .train(folder.resolve(name));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void learns(Loss loss) throws IOException {
    TrainingConfig config = Samples.config().epochs(12).loss(loss).learningRate(0.02).build();
    List<EpochReport> epochs = train(config, "model.zip").epochs();
    assertEquals(12, epochs.size());
    assertTrue(epochs.get(11).meanLoss() < 0.5 * epochs.get(0).meanLoss());
    assertTrue(epochs.get(11).testAccuracy().orElseThrow() > 0.95, epochs.toString());
    assertTrue(epochs.get(11).validationAccuracy().isEmpty());
  }

  @Test
  void reportsEveryBatchAndEpoch() throws IOException {
    List<String> events = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochStarted(int epoch, int batches) {
            events.add("epoch " + epoch + " of " + batches);
          }

          @Override
          public void batchDone(int batch, double loss) {
            events.add("batch " + batch);
            losses.add(loss);
          }

          @Override
          public void epochFinished(EpochReport report) {
            events.add("done " + report.epoch());
            assertTrue(Files.exists(folder.resolve("m.zip")));
          }
        };
    TrainingConfig config =
        Samples.config().epochs(2).batchSize(60).validationFraction(0.25).build();
    List<EpochReport> epochs =
        new Trainer(config, Samples.dataset(), listener).train(folder.resolve("m.zip")).epochs();
    assertEquals(
        List.of(
            "epoch 1 of 3",
            "batch 1",
            "batch 2",
            "batch 3",
            "done 1",
            "epoch 2 of 3",
            "batch 1",
            "batch 2",
            "batch 3",
            "done 2"),
        events);
    double mean = (60 * losses.get(3) + 60 * losses.get(4) + 32 * losses.get(5)) / 152;
    assertEquals(mean, epochs.get(1).meanLoss(), 1e-12);
    assertTrue(epochs.get(1).validationAccuracy().isPresent());
    assertTrue(epochs.get(1).trainingSeconds() > 0);
    assertTrue(epochs.get(1).seconds() > epochs.get(1).trainingSeconds());
  }

  @Test
  void sameSeedGivesTheSameBytes() throws IOException {
    TrainingConfig config = Samples.config().dropout(0.3).l2(0.001).build();
    train(config, "a.zip");
    train(config, "b.zip");
    train(TrainingConfigBuilder.of(config).seed(10).build(), "c.zip");
    byte[] first = Files.readAllBytes(folder.resolve("a.zip"));
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("b.zip")));
    assertEquals(
        Files.readString(folder.resolve("a.zip.provenance.json")),
        Files.readString(folder.resolve("b.zip.provenance.json")));
    assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(folder.resolve("c.zip"))));
  }

  @Test
  void divergenceStopsAndKeepsTheCheckpoint() throws IOException {
    train(Samples.config().build(), "model.zip");
    byte[] before = Files.readAllBytes(folder.resolve("model.zip"));
    TrainingConfig config = Samples.config().updater(Updater.SGD).learningRate(1e30).build();
    String message =
        assertThrows(TrainingDivergedException.class, () -> train(config, "model.zip"))
            .getMessage();
    assertEquals(
        "training diverged at epoch 1, batch 2: the loss is NaN, an output of layer dense_1 is not"
            + " finite; no epoch has ended; try a learning rate below 1.0E30, --warmup-epochs or"
            + " --clip-norm",
        message);
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("model.zip")));
  }

  @Test
  void divergenceKeepsTheEpochBefore() {
    TrainingConfig config =
        Samples.config()
            .updater(Updater.SGD)
            .learningRate(1e30)
            .batchSize(1000)
            .averageWeights(false)
            .build();
    String message =
        assertThrows(TrainingDivergedException.class, () -> train(config, "model.zip"))
            .getMessage();
    assertTrue(message.startsWith("training diverged at epoch 2, batch 1: the loss is "), message);
    assertTrue(message.contains(" of layer "), message);
    assertTrue(message.contains("; the model of epoch 1 is kept; "), message);
    assertTrue(Files.exists(folder.resolve("model.zip")));
  }

  private static float[] outputs(TrainingResult result) {
    return result.model().network().params().dup().data().asFloat();
  }

  @ParameterizedTest(name = "weights averaged: {0}")
  @ValueSource(booleans = {true, false})
  void stopsEarlyAndKeepsTheBestEpoch(boolean averaged) throws IOException {
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stoppedEarly(int epoch, int best) {
            told.add(epoch + " " + best);
          }
        };
    TrainingConfigBuilder config =
        Samples.config()
            .epochs(60)
            .learningRate(averaged ? 0.02 : 0.003)
            .validationFraction(0.2)
            .averageWeights(averaged);
    Path file = folder.resolve("model.zip");
    TrainingResult stopped =
        new Trainer(config.earlyStopping(3).build(), Samples.dataset(), listener).train(file);
    int last = stopped.epochs().size();
    int best = last - 3;
    assertTrue(last < 60 && best > 1, stopped.epochs().toString());
    assertEquals(List.of(last + " " + best), told);
    double[] reached =
        stopped.epochs().stream().mapToDouble(e -> e.validationAccuracy().orElseThrow()).toArray();
    for (int epoch = 1; epoch <= last; epoch++) {
      boolean lower = epoch < best ? reached[epoch - 1] < reached[best - 1] : true;
      assertTrue(lower && reached[epoch - 1] <= reached[best - 1], stopped.epochs().toString());
    }
    TrainingConfig onlyBest = config.earlyStopping(0).epochs(best).build();
    assertArrayEquals(outputs(train(onlyBest, "best.zip")), outputs(stopped));
    TrainingState state = ModelFile.training(file);
    assertEquals(last, state.epochsCompleted());
    assertEquals(best, state.modelEpoch());
    assertArrayEquals(
        outputs(stopped), ModelFile.load(file).network().params().dup().data().asFloat());

    byte[] before = Files.readAllBytes(file);
    TrainingConfig same = config.earlyStopping(3).epochs(60).build();
    assertTrue(new Trainer(same, Samples.dataset(), listener).resume(file).epochs().isEmpty());
    assertEquals(2, told.size());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void refusesToAugmentWhatAreNoImages() {
    TrainingConfig config = Samples.config().augmentation(Augmentation.FLIP).build();
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trainer(config, Samples.dataset(), TrainingListener.NONE))
            .getMessage()
            .startsWith(
                "augmentation is for images (channels, height, width), but samples are [7]"));
  }

  @Test
  void refusesAnArchitectureThatDoesNotFit() {
    TrainingConfig config = TrainingConfigBuilder.of(Architecture.parse("7-5-4")).build();
    assertEquals(
        "architecture for corners must begin with 7 inputs and end with 3 classes; got 7-5-4",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trainer(config, Samples.dataset(), TrainingListener.NONE))
            .getMessage());
  }

  @Test
  void refusesLabelsThatAreNoClass() {
    Split train = Split.ofFloats(new float[14], new byte[] {2, 3}, 7);
    Dataset dataset = Samples.dataset(train, "sha");
    TrainingConfig config = Samples.config().build();
    assertEquals(
        "labels of corners must be from 0 to 2; training sample 1 has 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trainer(config, dataset, TrainingListener.NONE))
            .getMessage());
  }

  @Test
  void refusesNoSamples() {
    Dataset dataset = Samples.dataset(Samples.split(1, 1).slice(0, 0), "sha");
    TrainingConfig config = Samples.config().build();
    assertEquals(
        "corners has no training samples",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trainer(config, dataset, TrainingListener.NONE))
            .getMessage());
  }
}
