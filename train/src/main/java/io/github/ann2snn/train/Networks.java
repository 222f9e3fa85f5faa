package io.github.ann2snn.train;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.datasets.Samples;
import io.github.ann2snn.datasets.Samples.Sample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Networks and samples of Deeplearning4j, as the rest of ann2snn has them. */
public final class Networks {
  private Networks() {}

  /**
   * A network as it is now. It passes through a temporary file, so that there is one reader.
   *
   * @throws BadFileException if it has something that is not supported; the message names the layer
   * @throws IOException if there is no room for the file
   */
  public static AnnModel model(MultiLayerNetwork network) throws IOException {
    return read(network);
  }

  /**
   * Likewise of a graph with one input and one output.
   *
   * @throws BadFileException if it has something that is not supported; the message names the layer
   * @throws IOException if there is no room for the file
   */
  public static AnnModel model(ComputationGraph network) throws IOException {
    return read(network);
  }

  private static AnnModel read(Model network) throws IOException {
    Path folder = Files.createTempDirectory("ann2snn-network");
    Path file = folder.resolve("network.zip");
    try {
      ModelSerializer.writeModel(network, file.toFile(), false);
      return Dl4jModel.read(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /**
   * All samples of an iterator, from its beginning.
   *
   * @param iterator whose features are numbers in [0, 1], channels first, and whose labels have a
   *     column for each class; reset before and after, if it can be
   * @throws IllegalArgumentException if features or labels are anything else; the message names the
   *     sample
   */
  public static Samples samples(DataSetIterator iterator) {
    List<Sample> samples = new ArrayList<>();
    List<Integer> shape = new ArrayList<>();
    int classes = 0;
    reset(iterator);
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      INDArray labels = batch.getLabels();
      Refusal.when(
          labels == null || labels.rank() != 2,
          "the labels are %s, expected a row for each sample, with a column for each class",
          labels == null ? "missing" : labels.shapeInfoToString());
      INDArray features = batch.getFeatures();
      int number = Math.toIntExact(features.size(0));
      classes = Math.toIntExact(labels.size(1));
      float[] values = features.dup('c').data().asFloat();
      int width = values.length / number;
      int[] classOf = labels.argMax(1).toIntVector();
      for (int i = 0; i < number; i++) {
        float[] inputs = new float[width];
        System.arraycopy(values, i * width, inputs, 0, width);
        samples.add(new Sample(inputs, classOf[i]));
      }
      shape.clear();
      for (int d = 1; d < features.rank(); d++) {
        shape.add(Math.toIntExact(features.size(d)));
      }
    }
    reset(iterator);
    Refusal.when(samples.isEmpty(), "the iterator has no sample");
    return Samples.of(samples.stream(), classes).shaped(shape);
  }

  private static void reset(DataSetIterator iterator) {
    if (iterator.resetSupported()) {
      iterator.reset();
    }
  }
}
