package io.github.ann2snn.train.model;

import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.COEFFICIENTS;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.CONFIGURATION;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.TRAINED;
import static io.github.ann2snn.ann.dl4j.archive.ModelArchive.UPDATER;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.ann2snn.ann.dl4j.Coefficients;
import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.dl4j.archive.ModelArchive;
import io.github.ann2snn.ann.dl4j.archive.StoredRow;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.ConfigurationCheck.Checked;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads a model zip in the order in which each step bounds what the next may need. */
record ModelReader(Path file) {
  /** AMSGrad keeps this many numbers per parameter, the others fewer. */
  private static final int MAX_STATE = 3;

  /**
   * The model, or the network in training where its weights are kept beside the model's.
   *
   * @param forTraining whether the latter is wanted
   */
  MultiLayerNetwork read(boolean forTraining) throws IOException {
    try (ModelArchive archive = ModelArchive.open(file)) {
      Checked checked = new ConfigurationCheck(file).check(Dl4jModel.json(archive));
      int parameters = checked.layout().parameters();
      String entry = forTraining && archive.has(TRAINED) ? TRAINED : COEFFICIENTS;
      float[] weights = new Coefficients(archive, entry).read(checked.layout());
      MultiLayerNetwork network = new MultiLayerNetwork(configuration(checked));
      network.init(Nd4j.create(weights, new long[] {1, parameters}, 'c'), false);
      if (archive.has(UPDATER)) {
        readUpdater(network, archive.read(UPDATER, StoredRow.bytes((long) MAX_STATE * parameters)));
      }
      return network;
    }
  }

  /** Any network that {@link Dl4jModel} reads, for running it. */
  Model readAny(ModelArchive archive, Checked checked) throws IOException {
    float[] weights = new Coefficients(archive, COEFFICIENTS).read(checked.layout());
    INDArray row = Nd4j.create(weights, new long[] {1, weights.length}, 'c');
    if (!checked.layout().isGraph()) {
      MultiLayerNetwork chain = new MultiLayerNetwork(configuration(checked));
      chain.init(row, false);
      return chain;
    }
    ComputationGraph graph = new ComputationGraph(graphConfiguration(checked));
    graph.init(row, false);
    return graph;
  }

  private MultiLayerConfiguration configuration(Checked checked) throws BadFileException {
    MultiLayerConfiguration configuration;
    long parameters = 0;
    try {
      configuration = MultiLayerConfiguration.fromJson(checked.json());
      for (NeuralNetConfiguration layer : configuration.getConfs()) {
        // DL4J looks at it when the network is made, though nothing is trained.
        if (layer.getOptimizationAlgo() == null) {
          throw refuse(CONFIGURATION, "a layer has no optimizationAlgo");
        }
        parameters += layer.getLayer().initializer().numParams(layer);
      }
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
    requireNumbers(parameters, checked);
    return configuration;
  }

  private ComputationGraphConfiguration graphConfiguration(Checked checked)
      throws BadFileException {
    ComputationGraphConfiguration configuration;
    long parameters = 0;
    try {
      configuration = ComputationGraphConfiguration.fromJson(checked.json());
      for (GraphVertex vertex : configuration.getVertices().values()) {
        parameters += vertex.numParams(true);
      }
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
    requireNumbers(parameters, checked);
    return configuration;
  }

  /**
   * DL4J does not say what it throws at values that it has no place for, and reads far more of them
   * than were checked: that is whatever its setters come upon.
   */
  private BadFileException unreadable(RuntimeException e) {
    return new BadFileException(file, CONFIGURATION, "DL4J cannot read it: " + e.getMessage(), e);
  }

  private void requireNumbers(long parameters, Checked checked) throws BadFileException {
    if (parameters != checked.layout().parameters()) {
      throw refuse(
          CONFIGURATION,
          "DL4J counts %d parameters, its layer sizes give %d",
          parameters,
          checked.layout().parameters());
    }
  }

  private void readUpdater(MultiLayerNetwork network, byte[] content) throws BadFileException {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state == null || state.isEmpty()) {
      throw refuse(UPDATER, "the configuration's updater keeps no state");
    }
    float[] values = new StoredRow(file, UPDATER).read(content, state.length());
    int bad = firstNotFinite(values);
    if (bad >= 0) {
      throw refuse(UPDATER, "number %d is %s", bad, values[bad]);
    }
    state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
  }

  @FormatMethod
  private BadFileException refuse(String place, @FormatString String format, Object... args) {
    return new BadFileException(file, place, Text.of(format, args));
  }

  private static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
