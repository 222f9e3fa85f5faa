package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfigBuilder;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {
  @TempDir Path folder;

  private static float[] weights(MultiLayerNetwork network) {
    return network.params().dup().data().asFloat();
  }

  private MultiLayerNetwork model(TrainingConfig config, String name) throws IOException {
    return new Trainer(config, Samples.dataset(), TrainingListener.NONE)
        .train(folder.resolve(name))
        .model()
        .network();
  }

  @Test
  void isTheMeanOfWhatWasAdded() {
    MultiLayerNetwork network = NetworkFactory.create(Samples.config().build());
    WeightAverage average = new WeightAverage(network);
    int n = Math.toIntExact(network.numParams());
    for (float value : new float[] {1, 2, 6}) {
      float[] values = new float[n];
      Arrays.fill(values, value);
      network.setParams(Nd4j.create(values, new long[] {1, n}, 'c'));
      average.add(0, n, values);
      average.ended();
    }
    float[] expected = new float[n];
    Arrays.fill(expected, 3);
    assertArrayEquals(expected, weights(average.averaged()));
    assertEquals(6, weights(network)[0]);
  }

  @Test
  void doesNotChangeTraining() throws IOException {
    TrainingConfig config = Samples.config().epochs(3).build();
    MultiLayerNetwork averaged = model(config, "averaged.zip");
    MultiLayerNetwork last =
        model(TrainingConfigBuilder.of(config).averageWeights(false).build(), "last.zip");
    assertArrayEquals(
        weights(last), weights(ModelFile.loadForTraining(folder.resolve("averaged.zip"))));
    assertArrayEquals(
        weights(last), weights(ModelFile.loadForTraining(folder.resolve("last.zip"))));
    assertFalse(Arrays.equals(weights(last), weights(averaged)));
    assertArrayEquals(
        weights(averaged), weights(ModelFile.load(folder.resolve("averaged.zip")).network()));
  }

  @Test
  void ofOneUpdateIsThatUpdate() throws IOException {
    TrainingConfig config = Samples.config().epochs(2).batchSize(10_000).build();
    assertArrayEquals(
        weights(model(TrainingConfigBuilder.of(config).averageWeights(false).build(), "last.zip")),
        weights(model(config, "averaged.zip")));
  }
}
