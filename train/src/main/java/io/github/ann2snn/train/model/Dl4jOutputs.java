package io.github.ann2snn.train.model;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.model.ConfigurationCheck.Checked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What Deeplearning4j itself says of samples: the framework's own outputs, with which those of the
 * network that {@link Dl4jModel} reads from the same file are compared. Not for use by several
 * threads at once.
 */
public final class Dl4jOutputs {
  private final Model network;
  private final Layout layout;

  /**
   * Those of a network in memory.
   *
   * @param layout of its configuration
   */
  public Dl4jOutputs(Model network, Layout layout) {
    this.network = network;
    this.layout = layout;
  }

  /**
   * Loads a model zip, which may come from anywhere.
   *
   * @param samples as {@link Dl4jModel#read(Path, Optional)}
   * @throws BadFileException likewise, or if a class is not allowed, or Deeplearning4j cannot read
   *     it
   */
  public static Dl4jOutputs of(Path file, Optional<Shape> samples) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      Checked checked = new ConfigurationCheck(file).checkAny(Dl4jModel.json(archive), samples);
      Model network = new ModelReader(file).readAny(archive, checked);
      return new Dl4jOutputs(network, checked.layout());
    }
  }

  /**
   * The outputs, probabilities where the network ends with them.
   *
   * @param samples each as {@link Dl4jModel} has them, channels first
   */
  public float[][] outputs(List<float[]> samples) {
    INDArray y = run(batch(samples));
    float[] all = y.dup('c').data().asFloat();
    float[][] outputs = new float[samples.size()][all.length / samples.size()];
    for (int s = 0; s < outputs.length; s++) {
      System.arraycopy(all, s * outputs[s].length, outputs[s], 0, outputs[s].length);
    }
    return outputs;
  }

  private INDArray run(INDArray batch) {
    return network instanceof ComputationGraph graph
        ? graph.outputSingle(batch)
        : ((MultiLayerNetwork) network).output(batch);
  }

  /** As Deeplearning4j takes them. */
  private INDArray batch(List<float[]> samples) {
    int values = layout.input().values();
    float[] all = new float[samples.size() * values];
    for (int s = 0; s < samples.size(); s++) {
      System.arraycopy(samples.get(s), 0, all, s * values, values);
    }
    long[] sizes =
        LongStream.concat(
                LongStream.of(samples.size()),
                layout.input().sizes().stream().mapToLong(Integer::longValue))
            .toArray();
    INDArray batch = Nd4j.create(all, sizes, 'c');
    if (!layout.channelsLast()) {
      return batch;
    }
    return (sizes.length == 4 ? batch.permute(0, 2, 3, 1) : batch.permute(0, 2, 1)).dup('c');
  }
}
