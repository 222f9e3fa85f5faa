package io.github.ann2snn.convert.ann;

import io.github.ann2snn.ann.graph.ClipFloorShift;
import io.github.ann2snn.convert.ann.Ann.AnnLayer;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.inference.Classifier;
import io.github.ann2snn.train.inference.Classifier.ActivationConsumer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A Deeplearning4j network. */
public final class Dl4jAnn implements Ann {
  private final Classifier classifier;
  private final Dl4jLayers read;

  /**
   * Reads the layers.
   *
   * @param maxPooling what becomes of it
   * @throws ConversionRefusedException if one cannot be converted, naming it and the reason
   */
  public Dl4jAnn(MultiLayerNetwork network, MaxPooling maxPooling)
      throws ConversionRefusedException {
    boolean averages = maxPooling == MaxPooling.AVERAGE;
    MultiLayerNetwork converted = averages ? AverageForMax.replace(network) : network;
    this.read = Dl4jLayers.read(converted, maxPooling);
    try {
      this.classifier = new Classifier(converted);
    } catch (IllegalArgumentException e) {
      throw new ConversionRefusedException("the model cannot be run: " + e.getMessage());
    }
  }

  @Override
  public List<AnnLayer> layers() {
    return read.layers;
  }

  @Override
  public Optional<ClipFloorShift> quantization(int layer) {
    return Optional.ofNullable(read.quantizations.get(layer));
  }

  @Override
  public void run(Split samples, ActivationConsumer consumer) {
    classifier.forEachActivations(
        samples,
        (rows, inputs, all) ->
            consumer.accept(
                rows, inputs, read.activationOf.stream().map(l -> all[l]).toArray(float[][]::new)));
  }
}
