package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.record.UpdateNumbers;
import io.github.ann2snn.ann.record.UpdateNumbers.DenseLayer;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.worked.WorkedSample;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trainer writes down of docs/backpropagation.md is what the page derives. */
class WorkedExampleTest {
  @TempDir Path folder;

  private UpdateNumbers trained() throws IOException {
    StartingWeights start = StartingWeights.worked();
    Dataset sample = WorkedSample.load();
    Path file = folder.resolve("worked.zip");
    TrainingConfig config =
        TrainingConfigBuilder.of(TrainingConfig.worked()).startSha256(start.sha256()).build();
    new Trainer(config, sample, TrainingListener.NONE).train(file, start);
    return TrainingRecord.DOCUMENT.read(ModelFile.recordPath(file)).epochs().get(0).firstUpdate();
  }

  private static void assertNear(List<Double> expected, List<Float> numbers) {
    assertEquals(expected.size(), numbers.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), numbers.get(i), 1e-7);
    }
  }

  @Test
  void everyNumberIsThatOfThePage() throws IOException {
    UpdateNumbers update = trained();
    assertNear(List.of(2.0, 3.0), update.inputs());
    assertNear(List.of(1.0), update.targets());
    assertNear(List.of(0.60239507), update.outputs());
    assertEquals(0.07904484, update.loss(), 1e-8);
    assertEquals(0.5, update.learningRate());

    DenseLayer hidden = update.layers().get(0);
    assertNear(List.of(1.45, 1.0, -1.05), hidden.sums());
    assertNear(List.of(0.80999843, 0.73105858, 0.25922510), hidden.activations());
    assertNear(List.of(-0.01025946, 0.01497907, -0.01645852), hidden.deltas());
    assertNear(List.of(0.1, -0.2, 0.3), hidden.weights().get(0));
    assertNear(List.of(0.4, 0.5, -0.6), hidden.weights().get(1));
    assertNear(List.of(-0.02051891, 0.02995814, -0.03291704), hidden.weightGradients().get(0));
    assertNear(List.of(-0.03077837, 0.04493720, -0.04937556), hidden.weightGradients().get(1));
    assertNear(List.of(0.05, -0.1, 0.15), hidden.biases());

    DenseLayer output = update.layers().get(1);
    assertNear(List.of(0.41545463), output.sums());
    assertNear(List.of(0.60239507), output.activations());
    assertNear(List.of(-0.09523244), output.deltas());
    assertNear(List.of(-0.07713813), output.weightGradients().get(0));
    assertNear(List.of(-0.06962049), output.weightGradients().get(1));
    assertNear(List.of(-0.02468664), output.weightGradients().get(2));
  }

  @Test
  void theUpdateIsARateTimesTheGradient() throws IOException {
    for (DenseLayer layer : trained().layers()) {
      for (int i = 0; i < layer.biases().size(); i++) {
        assertEquals(
            layer.biases().get(i) - 0.5 * layer.deltas().get(i), layer.newBiases().get(i), 1e-7);
      }
      for (int input = 0; input < layer.weights().size(); input++) {
        for (int i = 0; i < layer.biases().size(); i++) {
          double gradient = layer.weightGradients().get(input).get(i);
          double expected = layer.weights().get(input).get(i) - 0.5 * gradient;
          assertEquals(expected, layer.newWeights().get(input).get(i), 1e-7);
        }
      }
    }
  }
}
