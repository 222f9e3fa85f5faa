package io.github.ann2snn.ann.architecture;

import io.github.ann2snn.files.Refusal;
import java.util.List;

/**
 * A stage of a network's architecture, and where it is in the network.
 *
 * @param index of the DL4J layer that computes it
 * @param name of that layer
 * @param stage what it computes
 * @param input what goes in
 * @param parameters how many numbers the layer keeps; a layer without biases has fewer than {@link
 *     Stage#parameters}
 */
public record NetworkStage(int index, String name, Stage stage, Shape input, long parameters) {
  /**
   * The architecture that stages make.
   *
   * @throws IllegalArgumentException if they do not make one
   */
  public static Architecture architecture(List<NetworkStage> stages) {
    Refusal.when(stages.isEmpty(), "has no layer with weights");
    return new Architecture(
        stages.get(0).input(),
        stages.stream()
            .map(NetworkStage::stage)
            .filter(stage -> !(stage instanceof Stage.Quantization))
            .toList());
  }

  /** What comes out. */
  public Shape output() {
    return stage.output(input);
  }
}
