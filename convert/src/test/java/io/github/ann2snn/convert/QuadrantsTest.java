package io.github.ann2snn.convert;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Relu;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.training.Regimen;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;
import io.github.ann2snn.ann.training.TrainingConfig.Updater;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small network trained on points of a plane, by quadrant. */
abstract class QuadrantsTest {
  static final Dataset DATASET = quadrants(2600, 400);

  static AnnGraph network;

  static Dataset quadrants(int train, int test) {
    return new Dataset(
        "quadrants",
        List.of(2),
        List.of("a", "b", "c", "d"),
        points(1, train),
        points(2, test),
        "0".repeat(64),
        "1".repeat(64));
  }

  private static Split points(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[2 * n];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = (float) random.nextDouble();
      values[2 * i + 1] = (float) random.nextDouble();
      labels[i] = (byte) ((values[2 * i] > 0.5 ? 1 : 0) + (values[2 * i + 1] > 0.5 ? 2 : 0));
    }
    return Split.ofFloats(values, labels, 2);
  }

  @BeforeAll
  static void train(@TempDir Path folder) throws IOException {
    TrainingConfig config =
        new TrainingConfig(
            Architecture.parse("2-24-16-4"),
            Activation.RELU,
            0,
            Loss.MCXENT,
            Updater.ADAM,
            0.01,
            0,
            0,
            12,
            32,
            42,
            0,
            true,
            Regimen.NONE,
            "");
    network =
        graph(
            new Trainer(config, DATASET, TrainingListener.NONE)
                .train(folder.resolve("model.zip"))
                .model()
                .network());
  }

  private static AnnGraph graph(MultiLayerNetwork trained) {
    AnnGraph.Builder builder = new AnnGraph.Builder();
    int last = builder.add("input", Input.of(Shape.of(2)));
    for (int l = 0; l < trained.getnLayers(); l++) {
      INDArray weight = trained.getLayer(l).getParam("W");
      INDArray bias = trained.getLayer(l).getParam("b");
      Dense dense =
          new Dense(
              (int) weight.size(1),
              weight.transpose().dup('c').data().asFloat(),
              bias.dup().data().asFloat());
      last = builder.add(trained.getLayer(l).conf().getLayer().getLayerName(), dense, last);
      if (l < trained.getnLayers() - 1) {
        last = builder.add("", Relu.plain(), last);
      }
    }
    return builder.build();
  }
}
