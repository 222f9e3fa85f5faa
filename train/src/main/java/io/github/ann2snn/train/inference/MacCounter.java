package io.github.ann2snn.train.inference;

import io.github.ann2snn.train.architecture.Architecture;
import io.github.ann2snn.train.architecture.NetworkStage;
import io.github.ann2snn.train.architecture.Stage;
import io.github.ann2snn.train.model.ConfigurationReader;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Adds up the operations of samples, batch by batch. */
final class MacCounter implements ActivationConsumer {
  private final List<NetworkStage> weighted;
  private final List<EffectiveMacs> effective;
  private long samples;

  /** A counter at zero. */
  MacCounter(MultiLayerNetwork network) {
    this.weighted =
        ConfigurationReader.stages(network).stream()
            .filter(stage -> Architecture.hasWeights(stage.stage()))
            .toList();
    this.effective = weighted.stream().map(EffectiveMacs::of).toList();
  }

  @Override
  public void accept(int rows, float[] inputs, float[][] activations) {
    samples += rows;
    for (int i = 0; i < effective.size(); i++) {
      int layer = weighted.get(i).index();
      effective.get(i).add(layer == 0 ? inputs : activations[layer - 1], rows);
    }
  }

  /**
   * What was counted.
   *
   * @throws IllegalArgumentException if there was no sample
   */
  MacCount count() {
    if (samples == 0) {
      throw new IllegalArgumentException("counting MACs needs at least one sample");
    }
    List<LayerMacs> layers = new ArrayList<>();
    for (int i = 0; i < effective.size(); i++) {
      layers.add(macs(weighted.get(i), (double) effective.get(i).count() / samples));
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
}
