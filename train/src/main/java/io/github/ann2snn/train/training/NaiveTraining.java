package io.github.ann2snn.train.training;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.inference.Classifier;
import io.github.ann2snn.train.model.TrainingConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The loop that DL4J's documentation leads to: a list of batches, and {@code fit} for each. It is
 * the yardstick of {@link Trainer}, whose initial weights it has; nothing else should train with
 * it. The batches are made beforehand, and shuffled as wholes before every epoch.
 */
public final class NaiveTraining {
  private final MultiLayerNetwork network;
  private final List<DataSet> batches;
  private final Random random;

  /**
   * A training that has not begun.
   *
   * @param config its epochs, held-out fraction and averaging are left aside
   * @param train samples that have the architecture's inputs and classes
   */
  public NaiveTraining(TrainingConfig config, Split train) {
    this.network = NetworkFactory.create(config);
    this.random = new Random(config.seed());
    this.batches = batches(config, train.shuffled(config.seed()));
  }

  private static List<DataSet> batches(TrainingConfig config, Split samples) {
    int width = samples.width();
    int classes = config.architecture().outputs();
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += config.batchSize()) {
      int rows = Math.min(config.batchSize(), samples.size() - from);
      float[] inputs = new float[rows * width];
      float[] labels = new float[rows * classes];
      for (int row = 0; row < rows; row++) {
        samples.read(from + row, inputs, row * width);
        labels[row * classes + samples.label(from + row)] = 1;
      }
      INDArray x = ArrayMemory.matrix(inputs, rows, width);
      batches.add(new DataSet(x, ArrayMemory.matrix(labels, rows, classes)));
    }
    return batches;
  }

  /** Trains for one epoch, and returns its wall-clock seconds. */
  public double epoch() {
    Collections.shuffle(batches, random);
    long start = System.nanoTime();
    for (DataSet batch : batches) {
      network.fit(batch);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The fraction in [0, 1] of samples that the network classifies correctly now. */
  public double accuracy(Split samples) {
    return new Classifier(network).accuracy(samples);
  }
}
