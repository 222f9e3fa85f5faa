package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.Augmentation;
import io.github.ann2snn.ann.training.LearningRateSchedule;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
  @TempDir Path folder;

  private static Trainer trainer(TrainingConfig config) {
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE);
  }

  @ParameterizedTest
  @EnumSource(Updater.class)
  void endsWithTheSameBytesAsWithoutInterruption(Updater updater) throws IOException {
    TrainingConfig config =
        Samples.config()
            .updater(updater)
            .dropout(0.2)
            .l2(0.01)
            .validationFraction(0.1)
            .epochs(5)
            .build();
    Path whole = folder.resolve("whole.zip");
    Path parts = folder.resolve("parts.zip");
    trainer(config).train(whole);
    trainer(TrainingConfigBuilder.of(config).epochs(2).build()).train(parts);
    List<EpochReport> rest = trainer(config).resume(parts).epochs();
    assertEquals(List.of(3, 4, 5), rest.stream().map(EpochReport::epoch).toList());
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(parts));
    assertEquals(
        Files.readString(ModelFile.provenancePath(whole)),
        Files.readString(ModelFile.provenancePath(parts)));
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Arguments regimen(String name, UnaryOperator<TrainingConfigBuilder> change) {
    return Arguments.of(name, change);
  }

  static Stream<Arguments> regimens() {
    return Stream.of(
        regimen("constant", b -> b),
        regimen("cosine", b -> b.schedule(LearningRateSchedule.COSINE)),
        regimen("step", b -> b.schedule(LearningRateSchedule.STEP).updater(Updater.SGD)),
        regimen("warm-up", b -> b.warmupEpochs(3).updater(Updater.NESTEROVS)),
        regimen("decay", b -> b.weightDecay(0.1)),
        regimen("early stopping", b -> b.earlyStopping(4)),
        regimen("early stopping, last weights", b -> b.earlyStopping(4).averageWeights(false)),
        regimen(
            "augmentation",
            b -> b.augmentation(Augmentation.CROP, Augmentation.FLIP, Augmentation.SHIFT)),
        regimen("smoothing", b -> b.labelSmoothing(0.1)),
        regimen("clipping", b -> b.clipNorm(0.5)),
        regimen(
            "all",
            b ->
                b.schedule(LearningRateSchedule.COSINE)
                    .warmupEpochs(1)
                    .weightDecay(0.02)
                    .earlyStopping(4)
                    .augmentation(Augmentation.SHIFT)
                    .labelSmoothing(0.2)
                    .clipNorm(0.7)));
  }

  /** A process that dies in its third epoch; only the first of the regimens changes nothing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("regimens")
  void anInterruptedTrainingEndsWithTheSameBytes(
      String name, UnaryOperator<TrainingConfigBuilder> change) throws IOException {
    TrainingConfigBuilder usual =
        ImageSamples.config("6x6x1-c4k3-bn-a2-5-3").epochs(5).validationFraction(0.2);
    TrainingConfig plain = usual.build();
    TrainingConfig config = change.apply(usual).build();
    Path whole = folder.resolve("whole.zip");
    Path parts = folder.resolve("parts.zip");
    new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE).train(whole);
    TrainingListener death =
        new TrainingListener() {
          @Override
          public void epochStarted(int epoch, int batches) {
            if (epoch == 3) {
              throw new Stopped();
            }
          }
        };
    assertThrows(
        Stopped.class, () -> new Trainer(config, ImageSamples.dataset(), death).train(parts));
    assertEquals(2, ModelFile.training(parts).epochsCompleted());
    new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE).resume(parts);
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(parts));
    assertEquals(
        Files.readString(ModelFile.provenancePath(whole)),
        Files.readString(ModelFile.provenancePath(parts)));

    new Trainer(plain, ImageSamples.dataset(), TrainingListener.NONE).train(parts);
    assertEquals(
        name.equals("constant"),
        Arrays.equals(Files.readAllBytes(whole), Files.readAllBytes(parts)));
  }

  @Test
  void refusesOtherAugmentationAndPatience() throws IOException {
    Path file = folder.resolve("model.zip");
    TrainingConfigBuilder config =
        ImageSamples.config("36-5-3")
            .epochs(1)
            .validationFraction(0.2)
            .earlyStopping(2)
            .augmentation(Augmentation.SHIFT);
    new Trainer(config.build(), ImageSamples.dataset(), TrainingListener.NONE).train(file);
    TrainingConfig patient = config.earlyStopping(3).build();
    TrainingConfig flipped = config.earlyStopping(2).augmentation(Augmentation.FLIP).build();
    assertEquals(
        Optional.of("its early stopping is 2, but 3 was asked for"),
        ModelFile.training(file).difference("sha-of-train", patient));
    assertEquals(
        Optional.of("its augmentation is [shift], but [flip] was asked for"),
        ModelFile.training(file).difference("sha-of-train", flipped));
  }

  @Test
  void aScheduleThatEndsWithTheEpochsGetsNoMore() throws IOException {
    Path file = folder.resolve("model.zip");
    TrainingConfigBuilder cosine = Samples.config().schedule(LearningRateSchedule.COSINE);
    trainer(cosine.epochs(2).build()).train(file);
    String message =
        assertThrows(BadFileException.class, () -> trainer(cosine.epochs(4).build()).resume(file))
            .getMessage();
    assertTrue(
        message.contains(
            "cannot resume: its cosine schedule ends with epoch 2, but 4 epochs were asked for; "),
        message);
  }

  @Test
  void aCompleteCheckpointIsReturnedAsItIs() throws IOException {
    Path file = folder.resolve("model.zip");
    trainer(Samples.config().build()).train(file);
    byte[] before = Files.readAllBytes(file);
    List<Integer> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void alreadyComplete(int epochs) {
            told.add(epochs);
          }
        };
    TrainingResult result =
        new Trainer(Samples.config().build(), Samples.dataset(), listener).resume(file);
    assertEquals(List.of(3), told);
    assertTrue(result.epochs().isEmpty());
    assertEquals(
        3, result.model().provenance().orElseThrow().training().orElseThrow().epochsCompleted());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  private static Arguments change(String message, UnaryOperator<TrainingConfigBuilder> change) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("activation is relu, but tanh was", b -> b.activation(Activation.TANH)),
        change("loss is mcxent, but mse was", b -> b.loss(Loss.MSE)),
        change("updater is adam, but sgd was", b -> b.updater(Updater.SGD)),
        change("learning rate is 0.01, but 0.02 was", b -> b.learningRate(0.02)),
        change("dropout is 0.0, but 0.5 was", b -> b.dropout(0.5)),
        change("l2 is 0.0, but 0.125 was", b -> b.l2(0.125)),
        change("batch size is 17, but 18 was", b -> b.batchSize(18)),
        change("seed is 9, but 8 was", b -> b.seed(8)),
        change("weight averaging is true, but false was", b -> b.averageWeights(false)),
        change("validation fraction is 0.0, but 0.25 was", b -> b.validationFraction(0.25)),
        change(
            "learning rate schedule is constant, but step was",
            b -> b.schedule(LearningRateSchedule.STEP)),
        change("warm-up is 0, but 1 was", b -> b.warmupEpochs(1)),
        change("weight decay is 0.0, but 0.5 was", b -> b.weightDecay(0.5)),
        change("label smoothing is 0.0, but 0.5 was", b -> b.labelSmoothing(0.5)),
        change("gradient clipping is 0.0, but 2.0 was", b -> b.clipNorm(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void refusesOtherSettings(String message, UnaryOperator<TrainingConfigBuilder> change)
      throws IOException {
    TrainingConfig other = change.apply(Samples.config().epochs(4)).build();
    refuses(
        trainer(other),
        "cannot resume: its " + message + " asked for; use the same, or train from the start");
  }

  /** A process that dies after the model of an epoch was moved, and before its provenance was. */
  @Test
  void aModelWhoseProvenanceIsStillToComeResumes() throws IOException {
    Path file = folder.resolve("model.zip");
    Path provenance = ModelFile.provenancePath(file);
    trainer(Samples.config().epochs(1).build()).train(file);
    String before = Files.readString(provenance);
    trainer(Samples.config().epochs(2).build()).resume(file);
    Path coming = Files.move(provenance, folder.resolve("model.zip.provenance.json.new"));
    Files.writeString(provenance, before);
    assertEquals(2, ModelFile.training(file).epochsCompleted());
    Files.delete(provenance);
    assertEquals(2, ModelFile.training(file).epochsCompleted());
    Files.writeString(provenance, before);

    Path whole = folder.resolve("whole.zip");
    trainer(Samples.config().build()).train(whole);
    trainer(Samples.config().build()).resume(file);
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(file));
    assertEquals(Files.readString(ModelFile.provenancePath(whole)), Files.readString(provenance));
    assertFalse(Files.exists(coming));
  }

  /** Or before the model was moved. */
  @Test
  void aModelKeepsItsProvenanceWhileThatOfTheNextIsThere() throws IOException {
    Path file = folder.resolve("model.zip");
    trainer(Samples.config().epochs(1).build()).train(file);
    byte[] model = Files.readAllBytes(file);
    String provenance = Files.readString(ModelFile.provenancePath(file));
    trainer(Samples.config().epochs(2).build()).resume(file);
    Files.move(ModelFile.provenancePath(file), folder.resolve("model.zip.provenance.json.new"));
    Files.write(file, model);
    Files.writeString(ModelFile.provenancePath(file), provenance);
    assertEquals(1, ModelFile.training(file).epochsCompleted());
  }

  @Test
  void refusesAnotherArchitecture() throws IOException {
    TrainingConfig other =
        TrainingConfigBuilder.of(Architecture.parse("7-4-3")).learningRate(0.01).build();
    refuses(trainer(other), "cannot resume: its architecture is 7-11-5-3, but 7-4-3 was asked for");
  }

  @Test
  void refusesOtherData() throws IOException {
    Dataset other = Samples.dataset(Samples.split(10, 1), "other-sha");
    refuses(
        new Trainer(Samples.config().build(), other, TrainingListener.NONE),
        "its training data SHA-256 is sha-of-train, but other-sha was asked for");
  }

  @Test
  void refusesFewerEpochs() throws IOException {
    refuses(
        trainer(Samples.config().epochs(1).build()),
        "cannot resume: it has 2 epochs, more than the 1 asked for");
  }

  @Test
  void refusesWithoutProvenance() throws IOException {
    Path file = folder.resolve("model.zip");
    ModelFile.save(file, NetworkFactory.create(Samples.config().build()));
    assertTrue(
        assertThrows(BadFileException.class, () -> trainer(Samples.config().build()).resume(file))
            .getMessage()
            .contains("there is no model.zip.provenance.json that says how it was trained"));
  }

  private void refuses(Trainer other, String message) throws IOException {
    Path file = folder.resolve("model.zip");
    trainer(Samples.config().epochs(2).build()).train(file);
    String actual = assertThrows(BadFileException.class, () -> other.resume(file)).getMessage();
    assertTrue(actual.contains(message), actual);
  }
}
