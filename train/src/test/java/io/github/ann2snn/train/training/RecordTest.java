package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.record.EpochRecord;
import io.github.ann2snn.ann.record.LayerRecord;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is noted of a training, and that it goes on where a training is resumed. */
class RecordTest {
  @TempDir Path folder;

  private final List<Integer> told = new ArrayList<>();

  private Trainer trainer(TrainingConfig config) {
    return new Trainer(
        config,
        Samples.dataset(),
        new TrainingListener() {
          @Override
          public void recorded(TrainingRecord record) {
            told.add(record.epochs().size());
          }
        });
  }

  private TrainingRecord record(String name) throws IOException {
    Path file = folder.resolve(name);
    String sha256 = ModelFile.provenance(file).map(ModelProvenance::modelSha256).orElseThrow();
    return TrainingRecord.of(file, sha256).orElseThrow();
  }

  private EpochRecord trained(TrainingConfig config) throws IOException {
    trainer(config).train(folder.resolve("m.zip"));
    List<EpochRecord> epochs = record("m.zip").epochs();
    return epochs.get(epochs.size() - 1);
  }

  /** The update of plain gradient descent is the gradient times the learning rate. */
  @ParameterizedTest
  @CsvSource({"17, 0.5", "1000, 0.125"})
  void theGradientIsTheMeanOverABatch(int batchSize, double rate) throws IOException {
    EpochRecord epoch =
        trained(
            Samples.config()
                .updater(Updater.SGD)
                .learningRate(rate)
                .batchSize(batchSize)
                .epochs(1)
                .build());
    assertEquals(rate, epoch.learningRate());
    assertEquals(List.of("dense_0", "dense_1", "output"), names(epoch));
    for (LayerRecord layer : epoch.layers()) {
      assertTrue(layer.gradientNorm() > 1e-4, layer.toString());
      assertEquals(rate, layer.updateNorm() / layer.gradientNorm(), 1e-3 * rate, layer.toString());
    }
  }

  private static List<String> names(EpochRecord epoch) {
    return epoch.layers().stream().map(LayerRecord::name).toList();
  }

  /** Weights that hardly move tell the same samples right at the end as while they were learned. */
  @Test
  void accuracyIsThatOfTheSamplesLearned() throws IOException {
    Dataset dataset = Samples.dataset();
    TrainingConfig config = Samples.config().learningRate(1e-12).epochs(1).build();
    EpochRecord epoch = trained(config);
    Accuracy accuracy =
        Accuracy.of(
            ModelFile.load(folder.resolve("m.zip")).network(),
            io.github.ann2snn.train.model.ConfigurationReader.layout(
                NetworkFactory.create(config).getLayerWiseConfigurations()),
            config);
    assertEquals(accuracy.of(dataset.train()), epoch.accuracy(), 1e-12);
    assertEquals(12, epoch.curve().loss().size());
    assertEquals(12, epoch.batches());
    double mean = 0;
    for (int i = 0; i < 12; i++) {
      mean += epoch.curve().accuracy().get(i) * (i < 11 ? 17 : dataset.train().size() - 11 * 17);
    }
    assertEquals(epoch.accuracy(), mean / dataset.train().size(), 1e-6);
  }

  @Test
  void learningIsSeen() throws IOException {
    trainer(Samples.config().epochs(8).learningRate(0.02).validationFraction(0.25).build())
        .train(folder.resolve("m.zip"));
    TrainingRecord record = record("m.zip");
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), told);
    EpochRecord first = record.epochs().get(0);
    EpochRecord last = record.epochs().get(7);
    assertTrue(last.loss() < 0.5 * first.loss());
    assertTrue(last.accuracy() > first.accuracy());
    assertTrue(last.validationAccuracy() > 0.9 && last.testAccuracy() > 0.9);
    LayerRecord hidden = last.layers().get(0);
    assertEquals(7 * 11, hidden.weights().numbers());
    assertEquals(64 * 11, hidden.activations().numbers());
    assertEquals(0, hidden.activations().min());
    assertNull(last.layers().get(2).activations());
    assertNull(last.layers().get(2).deadShare());
    assertEquals("corners", record.dataset());
    assertTrue(record.network().contains("dense_1"), record.network());
  }

  /** One huge step of gradient descent leaves neurons that no sample reaches. */
  @Test
  void deadNeuronsAreCounted() throws IOException {
    EpochRecord epoch =
        trained(
            Samples.config()
                .updater(Updater.SGD)
                .learningRate(300)
                .epochs(2)
                .averageWeights(false)
                .build());
    LayerRecord last = epoch.layers().get(1);
    assertEquals(1, last.deadShare(), last.toString());
    assertEquals(1, last.activations().counts().size());
    assertEquals(0, last.activations().sum());
  }

  @Test
  void convolutionsWithBatchNormalisationHaveChannels() throws IOException {
    TrainingConfig config =
        TrainingConfigBuilder.of(Architecture.parse("6x6x1-c4k3-bn-m2-8-3")).epochs(1).build();
    Path file = folder.resolve("m.zip");
    new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE).train(file);
    EpochRecord epoch = record("m.zip").epochs().get(0);
    assertEquals(List.of("conv_0", "bn_1", "activation_1", "dense_3", "output"), names(epoch));
    LayerRecord convolution = epoch.layers().get(0);
    assertNull(convolution.activations());
    assertEquals(4 * 9, convolution.weights().numbers());
    LayerRecord normalisation = epoch.layers().get(1);
    assertEquals(4, normalisation.weights().numbers());
    assertEquals(2, normalisation.weightNorm(), 0.1, "four factors of 1, four summands of 0");
    LayerRecord activation = epoch.layers().get(2);
    assertNull(activation.gradientNorm());
    assertNull(activation.weights());
    assertEquals(0, activation.deadShare() * 4 % 1);
    assertNotNull(activation.activations());
  }

  @Test
  void onlyRectifiersDie() throws IOException {
    EpochRecord epoch = trained(Samples.config().activation(Activation.TANH).epochs(1).build());
    assertNull(epoch.layers().get(0).deadShare());
    assertTrue(epoch.layers().get(0).activations().min() < 0);
  }

  @Test
  void aResumedTrainingContinuesTheCurves() throws IOException {
    TrainingConfig config = Samples.config().dropout(0.2).epochs(4).build();
    trainer(config).train(folder.resolve("whole.zip"));
    trainer(TrainingConfigBuilder.of(config).epochs(2).build()).train(folder.resolve("parts.zip"));
    told.clear();
    trainer(config).resume(folder.resolve("parts.zip"));
    assertEquals(List.of(2, 3, 4), told);
    assertEquals(timeless(record("whole.zip")), timeless(record("parts.zip")));
    told.clear();
    trainer(config).resume(folder.resolve("parts.zip"));
    assertEquals(List.of(4), told);
  }

  private static TrainingRecord timeless(TrainingRecord record) {
    return record.with(
        record.epochs().stream()
            .map(
                e ->
                    new EpochRecord(
                        e.epoch(),
                        e.modelSha256(),
                        e.batches(),
                        e.loss(),
                        e.accuracy(),
                        e.validationAccuracy(),
                        e.testAccuracy(),
                        e.learningRate(),
                        e.curve(),
                        e.layers(),
                        e.firstUpdate(),
                        new EpochRecord.Times(0, 0, 0)))
            .toList());
  }

  /** A checkpoint of an older version, or one whose record was deleted. */
  @Test
  void withoutARecordTheCurvesBeginWhereTrainingGoesOn() throws IOException {
    Path file = folder.resolve("m.zip");
    trainer(Samples.config().epochs(2).build()).train(file);
    Files.delete(ModelFile.recordPath(file));
    trainer(Samples.config().epochs(2).build()).resume(file);
    assertFalse(Files.exists(ModelFile.recordPath(file)));
    trainer(Samples.config().epochs(3).build()).resume(file);
    assertEquals(List.of(3), record("m.zip").epochs().stream().map(EpochRecord::epoch).toList());
  }

  /** A process that dies after the record of an epoch was written, and before its model was. */
  @Test
  void aRecordThatIsAheadOfItsModelIsCut() throws IOException {
    Path file = folder.resolve("m.zip");
    trainer(Samples.config().epochs(2).build()).train(file);
    byte[] model = Files.readAllBytes(file);
    String provenance = Files.readString(ModelFile.provenancePath(file));
    trainer(Samples.config().epochs(3).build()).resume(file);
    byte[] third = Files.readAllBytes(file);
    Files.write(file, model);
    Files.writeString(ModelFile.provenancePath(file), provenance);
    assertEquals(2, record("m.zip").epochs().size());
    trainer(Samples.config().epochs(3).build()).resume(file);
    assertEquals(3, record("m.zip").epochs().size());
    assertArrayEquals(third, Files.readAllBytes(file));
  }

  @Test
  void theRecordOfAnotherModelIsNotTaken() throws IOException {
    Path file = folder.resolve("m.zip");
    trainer(Samples.config().epochs(1).build()).train(file);
    trainer(Samples.config().seed(77).epochs(1).build()).train(folder.resolve("other.zip"));
    Files.copy(
        ModelFile.recordPath(folder.resolve("other.zip")),
        ModelFile.recordPath(file),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    String sha256 = ModelFile.provenance(file).map(ModelProvenance::modelSha256).orElseThrow();
    assertEquals(Optional.empty(), TrainingRecord.of(file, sha256));
  }

  @Test
  void aModelThatWasNotTrainedHereHasNone() throws IOException {
    Path file = folder.resolve("m.zip");
    trainer(Samples.config().epochs(1).build()).train(file);
    assertTrue(Files.exists(ModelFile.recordPath(file)));
    ModelFile.save(file, ModelFile.load(file).network());
    assertFalse(Files.exists(ModelFile.recordPath(file)));
  }
}
