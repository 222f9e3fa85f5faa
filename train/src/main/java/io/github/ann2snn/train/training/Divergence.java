package io.github.ann2snn.train.training;

import io.github.ann2snn.train.array.ArrayMemory;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which layer of a network is the first that has numbers which are not finite. */
record Divergence(MultiLayerNetwork network) {
  /** The first layer with such weights, in words; empty if there is none. */
  Optional<String> inWeights() {
    return isFinite(network.params())
        ? Optional.empty()
        : Stream.of(network.getLayers())
            .filter(layer -> layer.numParams() > 0 && !isFinite(layer.params()))
            .findFirst()
            .map(layer -> "a weight of layer " + name(layer) + " is not finite");
  }

  /**
   * The first layer with such weights or, for these samples, outputs; else it is the loss itself
   * that is not finite.
   */
  String where(INDArray samples) {
    Optional<String> weights = inWeights();
    if (weights.isPresent()) {
      return weights.get();
    }
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      INDArray output = network.feedForwardToLayer(layer, samples, true).get(layer + 1);
      if (!isFinite(output.dup('c'))) {
        return "an output of layer " + name(network.getLayer(layer)) + " is not finite";
      }
    }
    return "as the labels make it of the finite outputs of layer " + name(network.getOutputLayer());
  }

  private static String name(Layer layer) {
    return layer.conf().getLayer().getLayerName();
  }

  private static boolean isFinite(INDArray values) {
    FloatBuffer memory = ArrayMemory.floats(values);
    for (int i = 0; i < memory.capacity(); i++) {
      if (!Float.isFinite(memory.get(i))) {
        return false;
      }
    }
    return true;
  }
}
