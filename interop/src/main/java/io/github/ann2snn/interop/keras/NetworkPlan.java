package io.github.ann2snn.interop.keras;

import io.github.ann2snn.ann.architecture.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.interop.keras.Part.DensePart;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.train.model.TwoClasses;
import io.github.ann2snn.train.training.NetworkFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A network without its weights.
 *
 * @param input what goes in
 * @param parts its layers
 * @param flattened maps that some of them get as rows, by their index
 * @param scaling what is folded into the first weights
 * @param channelsLast whether Keras's samples have an axis of channels, the last
 * @param fullScale what the model's inputs have where ours have 1
 * @param scaleStated whether the user said so
 * @param omitted layers that are left out
 * @param first layer of Keras, for messages
 */
record NetworkPlan(
    Shape input,
    List<Part> parts,
    Map<Integer, FeatureMaps> flattened,
    InputScaling scaling,
    boolean channelsLast,
    float fullScale,
    boolean scaleStated,
    List<String> omitted,
    KerasLayer first) {
  /** Half precision. */
  private static final int LEAST_BYTES_PER_WEIGHT = 2;

  /** For biases, which we have and a layer of Keras may not have. */
  private static final long SLACK = 1 << 20;

  /**
   * The network, all its weights zero.
   *
   * @param fileBytes length of the file that has the weights: a small file may declare any shape
   */
  MultiLayerNetwork network(long fileBytes) throws BadFileException {
    checkEnd();
    try {
      MultiLayerConfiguration configuration = configuration();
      long weights = NetworkFactory.parameters(configuration);
      if (weights * LEAST_BYTES_PER_WEIGHT > fileBytes + SLACK) {
        throw BadFileException.of(
            "%s: has a configuration with %d weights, more than its %d bytes of weights can hold",
            first.file(), weights, fileBytes);
      }
      return NetworkFactory.zero(configuration);
    } catch (IllegalArgumentException | IllegalStateException | DL4JException e) {
      throw new BadFileException(first.file(), "", "cannot become a network: " + e.getMessage(), e);
    }
  }

  private void checkEnd() throws BadFileException {
    for (Part part : parts) {
      boolean last = part == parts.get(parts.size() - 1);
      if (last && !(part instanceof DensePart)) {
        throw part.layer()
            .refuse(
                "is the end of the model; supported are models that end with a Dense layer, one output per class, and its activation");
      }
      if (!last
          && part instanceof Part.Weighted weighted
          && weighted.activation().equals(KerasActivation.SOFTMAX)) {
        throw part.layer().refuse("has softmax, which is supported at the end of the model only");
      }
    }
    first.refuseIf(parts.isEmpty(), "is all there is; the model has no layer with weights");
    if (!(parts.get(0) instanceof Part.Weighted)
        && (!scaling.layers().isEmpty() || fullScale != 1)) {
      throw parts
          .get(0)
          .layer()
          .refuse(
              "stands between the scaling of the inputs and the first weights, so that the scale cannot become part of them; supported are Flatten and Reshape there");
    }
  }

  private MultiLayerConfiguration configuration() {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(0)
            .dataType(DataType.FLOAT)
            .updater(new NoOp())
            .list();
    if (!input.isRow() && !(parts.get(0) instanceof DensePart)) {
      FeatureMaps maps = input.maps();
      list.inputPreProcessor(
          0, new FeedForwardToCnnPreProcessor(maps.height(), maps.width(), maps.channels()));
    }
    for (int i = 0; i < parts.size(); i++) {
      FeatureMaps maps = flattened.get(i);
      if (maps != null) {
        list.inputPreProcessor(
            i, new CnnToFeedForwardPreProcessor(maps.height(), maps.width(), maps.channels()));
      }
      list.layer(i, parts.get(i).dl4j(i == parts.size() - 1));
    }
    return list.build();
  }

  /** Copies the weights into a {@link #network}, one array after the other. */
  void fill(MultiLayerNetwork network, WeightSource source) throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).fill(network.getLayer(i), source);
    }
    if (parts.get(0) instanceof Part.Weighted weighted) {
      scaling.fold(weighted, input, network.getLayer(0), source);
    }
  }

  /** The result, when the weights are there. */
  ImportedModel model(MultiLayerNetwork filled, String format) {
    List<String> notes = new ArrayList<>();
    boolean one = TwoClasses.isOneProbability(filled);
    MultiLayerNetwork network = one ? TwoClasses.of(filled) : filled;
    if (one) {
      notes.add(ImportedModel.ONE_OUTPUT);
    }
    if (!omitted.isEmpty()) {
      notes.add("left out, since it only matters in training: " + String.join(", ", omitted));
    }
    if (!scaling.layers().isEmpty()) {
      notes.add(
          Text.of(
              "folded into the weights of %s: %s",
              parts.get(0).layer().name(),
              String.join(", ", scaling.layers().stream().map(KerasLayer::name).toList())));
    }
    if (fullScale != 1) {
      notes.add(
          Text.of(
              "the model's own inputs are taken to be 0 to %s; weights are scaled for pixels in [0, 1]",
              ImportedModel.shown(fullScale)));
    }
    if (channelsLast && !input.isRow() && input.channels() > 1) {
      notes.add("Keras's samples have their channels last; this network takes them first");
    }
    List<String> assumptions =
        scaleStated ? List.of() : List.of(ImportedModel.fullScale(fullScale));
    return new ImportedModel(network, format, channelsLast, fullScale, notes, assumptions);
  }
}
