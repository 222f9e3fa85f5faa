package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.forward.ReferenceForward;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.training.TrainingListener.EpochReport;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvolutionTrainingTest {
  private static final String PLAIN = "6x6x1-c8k3p1-a2-c6k2-m2-8-3";
  private static final String NORMALISED = "6x6x1-c4k3-bn-a2-6-bn-3";

  @TempDir Path folder;

  private TrainingResult train(TrainingConfig config, String name) throws IOException {
    return new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE)
        .train(folder.resolve(name));
  }

  private static INDArray inputs() {
    float[][] rows = new float[50][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ImageSamples.split(50, 5).sample(i);
    }
    return Nd4j.createFromArray(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, NORMALISED})
  void learns(String architecture) throws IOException {
    TrainingConfig config = ImageSamples.config(architecture).epochs(8).build();
    List<EpochReport> epochs = train(config, "model.zip").epochs();
    double accuracy = epochs.get(7).testAccuracy().orElseThrow();
    assertTrue(accuracy > 0.95, "accuracy " + accuracy);
  }

  /** Batch normalisation is part of the weights before it then. */
  private static void requireRead(Path file) throws IOException {
    AnnGraph graph = Dl4jModel.read(file).graph();
    assertTrue(graph.nodes().stream().noneMatch(node -> node.operation() instanceof BatchNorm));
    INDArray expected = ModelFile.load(file).network().output(inputs());
    for (int i = 0; i < 50; i++) {
      float[] outputs = new ReferenceForward(graph).run(ImageSamples.split(50, 5).sample(i));
      assertArrayEquals(expected.getRow(i).toFloatVector(), outputs, 1e-5f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, NORMALISED, "6x6x1-c4k3-gap-3", "6x6x1-c4k2-c8k3g4p1-a3p1-gmp-3"})
  void theLoadedNetworkIsTheSavedOne(String architecture) throws IOException {
    TrainingConfig config = ImageSamples.config(architecture).dropout(0.25).l2(0.01).build();
    Model saved = train(config, "model.zip").model();
    Path file = folder.resolve("model.zip");
    Model loaded = ModelFile.load(file);
    assertEquals(saved.network().output(inputs()), loaded.network().output(inputs()));
    assertEquals(Architecture.parse(architecture), loaded.architecture());
    assertEquals(loaded.architecture().parameters(), loaded.parameters());
    assertEquals(saved.provenance(), loaded.provenance());
    requireRead(file);
    MultiLayerNetwork dl4j = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    assertEquals(saved.network().output(inputs()), dl4j.output(inputs()));
    ModelFile.save(folder.resolve("again.zip"), loaded.network());
    Model again = ModelFile.load(folder.resolve("again.zip"));
    assertEquals(loaded.network().params(), again.network().params());
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, NORMALISED})
  void resumedEndsWithTheSameBytes(String architecture) throws IOException {
    TrainingConfig config = ImageSamples.config(architecture).build();
    train(config, "whole.zip");
    train(TrainingConfigBuilder.of(config).epochs(1).build(), "parts.zip");
    new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE)
        .resume(folder.resolve("parts.zip"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.zip")),
        Files.readAllBytes(folder.resolve("parts.zip")));
  }

  /** Where the plain mean of batch statistics would be used, they would not be those of data. */
  @Test
  void averagedWeightsGetStatisticsOfTheirOwn() throws IOException {
    TrainingConfig config = ImageSamples.config(NORMALISED).build();
    MultiLayerNetwork network = train(config, "model.zip").model().network();
    float[] before = network.getParam("1_mean").dup().data().asFloat();
    BatchNormStatistics.measure(network, config, ImageSamples.dataset().train());
    assertArrayEquals(before, network.getParam("1_mean").dup().data().asFloat(), 1e-6f);
  }

  @Test
  void refusesImagesOfAnotherShape() {
    Dataset lines = ImageSamples.dataset();
    TrainingConfig config = ImageSamples.config("4x9x1-c2k2-3").build();
    assertEquals(
        "architecture for lines, whose samples are [1, 6, 6] (channels, height, width), must begin"
            + " with that as height x width x channels; got 4x9x1-c2k2-3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trainer(config, lines, TrainingListener.NONE))
            .getMessage());
  }
}
