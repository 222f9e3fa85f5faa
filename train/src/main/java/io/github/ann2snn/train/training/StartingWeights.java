package io.github.ann2snn.train.training;

import io.github.ann2snn.ann.architecture.Activation;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.datasets.ValidationSplit.SeedStream;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.qcfs.QcfsActivation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained model whose weights a training begins with, in place of random ones. Where it has ReLU
 * and the new one quantised activations, those begin with the scales that clip {@value #PERCENTILE}
 * % of what the first training samples make of them from above.
 *
 * @param file as the user calls it
 * @param sha256 of the file
 * @param model with chains of layers as {@link NetworkFactory} makes them
 */
public record StartingWeights(Path file, String sha256, Model model) {
  private static final double PERCENTILE = 99.9;

  private static final int SAMPLES = 128;

  /** How users name {@link #worked}. */
  public static final String WORKED_NAME = "worked";

  /**
   * Layer by layer: the weights to each neuron, from one input after the other, then the biases.
   */
  private static final float[] WORKED = {
    0.1f, 0.4f, -0.2f, 0.5f, 0.3f, -0.6f, 0.05f, -0.1f, 0.15f, 0.7f, -0.8f, 0.9f, 0.2f
  };

  /**
   * Reads a model.
   *
   * @throws BadFileException as {@link ModelFile#load}
   */
  public static StartingWeights read(Path file) throws IOException {
    Model model = ModelFile.load(file);
    return new StartingWeights(file, ContentDigest.ofFile(file), model);
  }

  /**
   * The network of docs/backpropagation.md: 2-3-1, with the weights from which it is worked out.
   */
  public static StartingWeights worked() throws IOException {
    MultiLayerNetwork network = NetworkFactory.create(TrainingConfig.worked());
    ArrayMemory.floats(network.params()).put(0, WORKED);
    byte[] bytes = Arrays.toString(WORKED).getBytes(StandardCharsets.UTF_8);
    return new StartingWeights(
        Path.of(WORKED_NAME),
        ContentDigest.of(new ByteArrayInputStream(bytes)),
        new Model(network, Optional.empty()));
  }

  /** The layers that a training from it has. */
  public Architecture architecture() {
    return model.architecture();
  }

  /**
   * Nothing, unless the weights are of no use to a training.
   *
   * @throws BadFileException if its layers are others, or its activations neither ReLU nor the same
   */
  public void requireFits(TrainingConfig config) throws BadFileException {
    Architecture architecture = architecture();
    BadFileException.when(
        !architecture.equals(config.architecture()),
        "%s: its layers are %s, but %s were asked for; leave --architecture out to take its own, or train without --from",
        file,
        architecture,
        config.architecture());
    Optional<Activation> trained =
        model
            .provenance()
            .flatMap(provenance -> provenance.training())
            .map(training -> training.config().activation())
            .filter(hidden -> hidden != Activation.RELU && hidden != config.activation());
    BadFileException.when(
        trained.isPresent(),
        "%s: was trained with --activation %s; weights for %s begin with those of relu or %s",
        file,
        trained.orElse(config.activation()),
        config.activation(),
        config.activation());
  }

  /** A network for these settings with the weights of the model. */
  MultiLayerNetwork network(TrainingConfig config, Split train) {
    MultiLayerNetwork network = NetworkFactory.create(config);
    List<Layer> from = weighted(model.network());
    List<Layer> to = weighted(network);
    Refusal.when(from.size() != to.size(), "%s has other layers than %s", file, network);
    for (int i = 0; i < from.size(); i++) {
      Layer source = from.get(i);
      to.get(i)
          .paramTable()
          .forEach((name, values) -> values.assign(source.getParam(name).reshape(values.shape())));
    }
    List<QcfsActivation> trained = scales(model.network());
    List<QcfsActivation> scales = scales(network);
    Split order = train.shuffled(SeedStream.ORDER.of(config.seed(), 0));
    Split measured = order.slice(0, Math.min(SAMPLES, order.size()));
    for (int i = 0; i < scales.size(); i++) {
      float scale =
          trained.isEmpty() ? measured(network, scales.get(i), measured) : trained.get(i).lambda();
      if (scale > 0) {
        scales.get(i).setLambda(scale);
      }
    }
    return network;
  }

  private static List<Layer> weighted(MultiLayerNetwork network) {
    return Stream.of(network.getLayers())
        .filter(layer -> layer.numParams() > 0 && !(layer instanceof QcfsActivation))
        .toList();
  }

  private static List<QcfsActivation> scales(MultiLayerNetwork network) {
    return Stream.of(network.getLayers())
        .filter(QcfsActivation.class::isInstance)
        .map(QcfsActivation.class::cast)
        .toList();
  }

  /** The percentile of what goes into a layer, behind those before it. */
  private static float measured(MultiLayerNetwork network, QcfsActivation layer, Split samples) {
    float[] values = new float[samples.size() * samples.width()];
    for (int row = 0; row < samples.size(); row++) {
      samples.read(row, values, row * samples.width());
    }
    try (INDArray x = ArrayMemory.matrix(values, samples.size(), samples.width())) {
      List<INDArray> outputs = network.feedForwardToLayer(layer.getIndex() - 1, x, false);
      float[] sums = outputs.get(layer.getIndex()).dup('c').data().asFloat();
      Arrays.sort(sums);
      return sums[(int) Math.ceil(PERCENTILE / 100 * sums.length) - 1];
    }
  }
}
