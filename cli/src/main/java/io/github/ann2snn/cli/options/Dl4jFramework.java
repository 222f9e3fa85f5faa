package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.convert.ann.ConversionRefusedException;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.train.model.Dl4jOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deeplearning4j, which runs its own models.
 *
 * @param outputs of the model
 * @param graph what was read of it, for pixels
 */
record Dl4jFramework(Dl4jOutputs outputs, AnnGraph graph) implements Framework {
  /** So many samples are compared, at most: Deeplearning4j is slow with convolutions. */
  private static final int SAMPLES = 200;

  static Dl4jFramework of(Path file, AnnGraph graph) throws IOException {
    return new Dl4jFramework(Dl4jOutputs.of(file, Optional.empty()), graph);
  }

  @Override
  public FrameworkCheck check(Split samples) throws ConversionRefusedException {
    Input input = graph.input();
    List<Shape> shapes = List.of(input.shape());
    Split compared = samples.slice(0, Math.min(SAMPLES, samples.size()));
    List<float[]> taken = new ArrayList<>();
    for (int i = 0; i < compared.size(); i++) {
      taken.add(input.apply(List.of(compared.sample(i)), shapes));
    }
    float[][] actual = new ForwardPass(graph).outputs(compared);
    return FrameworkCheck.of("Deeplearning4j", outputs.outputs(taken), actual);
  }
}
