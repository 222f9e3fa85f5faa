package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.train.model.ConfigurationReader;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.training.Epoch.TrainingDivergedException;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training with a quantised activation whose scale is trained too. */
class QcfsTrainingTest {
  @TempDir Path folder;

  private static TrainingConfigBuilder config() {
    return Samples.config().activation(Activation.QCFS).levels(4).learningRate(0.02);
  }

  private TrainingResult train(TrainingConfig config, String name) throws IOException {
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE)
        .train(folder.resolve(name));
  }

  @Test
  void learnsAndTrainsItsScales() throws IOException {
    TrainingResult result = train(config().epochs(12).build(), "model.zip");
    assertTrue(result.epochs().get(11).testAccuracy().orElseThrow() > 0.95);
    MultiLayerNetwork network = result.model().network();
    assertEquals(5, network.getnLayers());
    for (int layer : new int[] {1, 3}) {
      float lambda = network.getLayer(layer).getParam("lambda").getFloat(0);
      assertTrue(lambda > 0, "lambda " + lambda);
      assertNotEquals(1, lambda);
    }
    assertEquals("7-11-5-3", result.model().architecture().toString());
    assertEquals(7 * 11 + 11 + 11 * 5 + 5 + 5 * 3 + 3 + 2, result.model().parameters());
    assertEquals(
        List.of("dense_0", "dense_1", "output"),
        ConfigurationReader.graph(network).nodes().stream()
            .filter(node -> node.operation() instanceof Dense)
            .map(AnnGraph.Node::name)
            .toList());
  }

  @Test
  void aFileKeepsTheNetworkAndItsProvenance() throws IOException {
    Model saved = train(config().build(), "model.zip").model();
    Model loaded = ModelFile.load(folder.resolve("model.zip"));
    assertEquals(saved.network().params(), loaded.network().params());
    assertEquals(saved.provenance(), loaded.provenance());
    String json = JsonDocument.text(loaded.provenance().orElseThrow());
    assertTrue(json.contains("\"activation\" : \"qcfs\""), json);
    assertTrue(json.contains("\"levels\" : 4"), json);
    assertEquals(
        ConfigurationReader.graph(saved.network()), ConfigurationReader.graph(loaded.network()));
  }

  @ParameterizedTest
  @EnumSource(Updater.class)
  void resumesToTheSameBytes(Updater updater) throws IOException {
    TrainingConfig config = config().updater(updater).dropout(0.2).l2(0.01).epochs(4).build();
    train(config, "whole.zip");
    train(TrainingConfigBuilder.of(config).epochs(2).build(), "parts.zip");
    new Trainer(config, Samples.dataset(), TrainingListener.NONE)
        .resume(folder.resolve("parts.zip"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.zip")),
        Files.readAllBytes(folder.resolve("parts.zip")));
  }

  @Test
  void doesNotResumeWithOtherLevels() throws IOException {
    train(config().build(), "model.zip");
    Trainer other =
        new Trainer(config().levels(5).build(), Samples.dataset(), TrainingListener.NONE);
    String message =
        assertThrows(BadFileException.class, () -> other.resume(folder.resolve("model.zip")))
            .getMessage();
    assertTrue(message.contains("its number of levels is 4, but 5 was asked for"), message);
  }

  @Test
  void aScaleThatIsNoLongerPositiveIsDivergence() {
    TrainingConfig config = config().updater(Updater.SGD).learningRate(300).build();
    String message =
        assertThrows(TrainingDivergedException.class, () -> train(config, "model.zip"))
            .getMessage();
    assertTrue(
        message.matches("training diverged at epoch 1, batch \\d+: lambda of layer qcfs_. is -.*"),
        message);
    assertTrue(Files.notExists(folder.resolve("model.zip")));
  }
}
