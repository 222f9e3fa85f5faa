package io.github.ann2snn.train;

import io.github.ann2snn.datasets.Split;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Multiply-accumulate operations of a network per sample, layer by layer.
 *
 * @param layers the dense and convolutional layers. Batch normalisation has none at inference,
 *     where it is part of the layer before; pooling only adds
 */
public record MacCount(List<LayerMacs> layers) {
  /** Copies the list. */
  public MacCount {
    layers = List.copyOf(layers);
  }

  /**
   * Counts over samples.
   *
   * @throws IllegalArgumentException if there is no sample, or its width is not the network's
   *     number of inputs
   */
  public static MacCount measure(MultiLayerNetwork network, Split samples) {
    if (samples.size() == 0) {
      throw new IllegalArgumentException("counting MACs needs at least one sample");
    }
    List<NetworkStage> weighted =
        ConfigurationReader.stages(network).stream()
            .filter(stage -> Architecture.hasWeights(stage.stage()))
            .toList();
    List<EffectiveMacs> effective = weighted.stream().map(EffectiveMacs::of).toList();
    new Classifier(network)
        .forEachActivations(
            samples,
            (rows, inputs, activations) -> {
              for (int i = 0; i < effective.size(); i++) {
                int layer = weighted.get(i).index();
                effective.get(i).add(layer == 0 ? inputs : activations[layer - 1], rows);
              }
            });
    List<LayerMacs> layers = new ArrayList<>();
    for (int i = 0; i < effective.size(); i++) {
      double mean = (double) effective.get(i).count() / samples.size();
      layers.add(macs(weighted.get(i), mean));
    }
    return new MacCount(layers);
  }

  private static LayerMacs macs(NetworkStage stage, double effective) {
    int fanIn =
        stage.stage() instanceof Stage.Convolution convolution
            ? convolution.fanIn(stage.input())
            : stage.input().size();
    return new LayerMacs(stage.name(), fanIn, stage.output().size(), effective);
  }

  /** Σ fan-in × neurons. */
  public long dense() {
    return layers.stream().mapToLong(LayerMacs::dense).sum();
  }

  /** Σ operations whose input is not zero, mean over samples. */
  public double effective() {
    return layers.stream().mapToDouble(LayerMacs::effective).sum();
  }
}
