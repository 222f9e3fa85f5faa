package io.github.ann2snn.train.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.Classifier;
import io.github.ann2snn.train.model.TrainingConfig;
import org.junit.jupiter.api.Test;

class NaiveTrainingTest {
  private static double accuracy(long seed, int epochs) {
    TrainingConfig config = Samples.config().learningRate(0.02).seed(seed).build();
    NaiveTraining training = new NaiveTraining(config, Samples.split(203, 1));
    for (int epoch = 0; epoch < epochs; epoch++) {
      assertTrue(training.epoch() > 0);
    }
    return training.accuracy(Samples.split(501, 2));
  }

  @Test
  void learns() {
    assertTrue(accuracy(9, 12) > 0.95);
  }

  @Test
  void sameSeedGivesTheSame() {
    assertEquals(accuracy(4, 2), accuracy(4, 2));
  }

  @Test
  void beginsWithTheTrainersWeights() {
    TrainingConfig config = Samples.config().build();
    Split test = Samples.split(501, 2);
    assertEquals(
        new Classifier(NetworkFactory.create(config)).accuracy(test),
        new NaiveTraining(config, Samples.split(203, 1)).accuracy(test));
  }
}
