package io.github.ann2snn.train.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.training.Samples;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

class ModelFileTest {
  @TempDir Path folder;

  private TrainingConfig config(Updater updater) {
    return Samples.config()
        .updater(updater)
        .loss(Loss.MSE)
        .dropout(0.5)
        .l2(0.01)
        .averageWeights(false)
        .build();
  }

  private Model trained(TrainingConfig config) throws IOException {
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE)
        .train(folder.resolve("model.zip"))
        .model();
  }

  private static INDArray inputs() {
    float[] values = new float[101 * Samples.WIDTH];
    for (int i = 0; i < 101; i++) {
      Samples.split(101, 5).read(i, values, i * Samples.WIDTH);
    }
    return Nd4j.create(values, new long[] {101, Samples.WIDTH}, 'c');
  }

  @ParameterizedTest
  @EnumSource(Updater.class)
  void theLoadedNetworkIsTheSavedOne(Updater updater) throws IOException {
    Model saved = trained(config(updater));
    Model loaded = ModelFile.load(folder.resolve("model.zip"));
    assertEquals(saved.network().output(inputs()), loaded.network().output(inputs()));
    assertEquals(saved.network().params(), loaded.network().params().reshape(saved.parameters()));
    assertEquals(36, loaded.network().getIterationCount());
    assertEquals(3, loaded.network().getEpochCount());
    assertEquals(saved.provenance(), loaded.provenance());
    assertTrue(loaded.summary().contains("Total Parameters:  166"), loaded.summary());
    ModelFile.save(folder.resolve("again.zip"), loaded.network());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("model.zip")),
        Files.readAllBytes(folder.resolve("again.zip")));
  }

  @Test
  void theScaleOfAWideTableIsReadAgain() throws IOException {
    TrainingConfig config = config(Updater.SGD);
    Model model = trained(config);
    String scale = "1.2345678901234567E-300 1.2345678901234567E300, ".repeat(30_000) + "0.0 1.0";
    TrainingState state =
        new TrainingState(
            "wide", "sha-of-train", Optional.of(scale), config, 1, OptionalInt.empty());
    Path file = folder.resolve("wide.zip");
    ModelFile.save(file, model.network(), model.network(), state);
    assertEquals(Optional.of(scale), ModelFile.training(file).columnScale());
  }

  @Test
  void provenanceTellsHowItWasMade() throws IOException {
    TrainingConfig config =
        TrainingConfigBuilder.of(config(Updater.NESTEROVS)).validationFraction(0.25).build();
    trained(config);
    ModelProvenance provenance =
        ModelFile.load(folder.resolve("model.zip")).provenance().orElseThrow();
    assertEquals(
        new TrainingState(
            "corners", "sha-of-train", Optional.empty(), config, 3, OptionalInt.empty()),
        provenance.origin());
    assertEquals("1.0.0-M2.1", provenance.environment().get("dl4j.version"));
    assertTrue(provenance.environment().get("ann2snn.version").matches("[0-9.]+"));
    assertEquals(
        List.of(
            "ann2snn.version",
            "blas.threads",
            "blas.vendor",
            "dl4j.version",
            "java.vendor",
            "java.version",
            "omp.threads",
            "openblas.coretype",
            "os.arch",
            "os.name"),
        List.copyOf(provenance.environment().keySet()));
    assertEquals(
        provenance,
        ModelProvenance.DOCUMENT.read(ModelFile.provenancePath(folder.resolve("model.zip"))));
  }

  @Test
  void dl4jReadsWhatIsSaved() throws IOException {
    Model saved = trained(config(Updater.ADAM));
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model.zip").toFile(), true);
    assertEquals(saved.network().output(inputs()), network.output(inputs()));
    assertEquals(
        saved.network().getUpdater().getStateViewArray(), network.getUpdater().getStateViewArray());
  }

  @Test
  void dl4jReadsAModelWithAveragedWeights() throws IOException {
    Model saved =
        trained(TrainingConfigBuilder.of(config(Updater.ADAM)).averageWeights(true).build());
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model.zip").toFile(), true);
    assertEquals(saved.network().output(inputs()), network.output(inputs()));
    MultiLayerNetwork loaded = ModelFile.load(folder.resolve("model.zip")).network();
    assertEquals(saved.network().output(inputs()), loaded.output(inputs()));
  }

  @Test
  void readsWhatDl4jSaved() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new RmsProp(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(7).nOut(4).hasBias(false).build())
                .layer(new ActivationLayer.Builder().activation(Activation.RELU).build())
                .layer(new DropoutLayer.Builder(0.5).build())
                .layer(
                    new OutputLayer.Builder(new LossNegativeLogLikelihood())
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    Path file = folder.resolve("dl4j.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    Model loaded = ModelFile.load(file);
    assertEquals(Optional.empty(), loaded.provenance());
    assertEquals(43, loaded.parameters());
    assertEquals(network.output(inputs()), loaded.network().output(inputs()));
    assertEquals(2, loaded.stages().size());
  }

  @Test
  void updaterStateIsOptional() throws IOException {
    MultiLayerNetwork network = trained(config(Updater.ADAM)).network();
    Path file = folder.resolve("plain.zip");
    ModelSerializer.writeModel(network, file.toFile(), false);
    assertEquals(network.output(inputs()), ModelFile.load(file).network().output(inputs()));
  }

  @Test
  void savingWithoutProvenanceRemovesAnOldOne() throws IOException {
    Path file = folder.resolve("model.zip");
    Model model = trained(config(Updater.SGD));
    ModelFile.save(file, model.network());
    assertFalse(Files.exists(ModelFile.provenancePath(folder.resolve("model.zip"))));
    assertEquals(Optional.empty(), ModelFile.load(file).provenance());
  }

  @Test
  void refusesAnotherModelsProvenance() throws IOException {
    trained(config(Updater.SGD));
    Path file = folder.resolve("model.zip");
    byte[] model = Files.readAllBytes(file);
    trained(config(Updater.ADAM));
    Files.write(file, model);
    String message = assertThrows(BadFileException.class, () -> ModelFile.load(file)).getMessage();
    assertTrue(message.contains("describes a model with SHA-256 "), message);
    assertTrue(message.endsWith("; delete it or train again"), message);
  }

  @Test
  void refusesADamagedProvenance() throws IOException {
    trained(config(Updater.SGD));
    Path file = folder.resolve("model.zip");
    Path provenance = ModelFile.provenancePath(file);
    String good = Files.readString(provenance);
    refusesProvenance(
        good.replace("\"epochsCompleted\"", "\"e\""), "\"epochsCompleted\" is missing");
    refusesProvenance(good.replace("provenance/1", "provenance/2"), "a newer ann2snn made it");
    refusesProvenance(good.replace("\"dropout\" : 0.5", "\"dropout\" : 5"), "got 5.0; delete it");
    refusesProvenance(good.substring(0, 100), "not JSON: ");
  }

  private void refusesProvenance(String text, String reason) throws IOException {
    Path file = folder.resolve("model.zip");
    Files.writeString(ModelFile.provenancePath(file), text);
    String message = assertThrows(BadFileException.class, () -> ModelFile.load(file)).getMessage();
    assertTrue(message.contains("model.zip.provenance.json: "), message);
    assertTrue(message.contains(reason), message);
  }
}
