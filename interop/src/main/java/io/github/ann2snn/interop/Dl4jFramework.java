package io.github.ann2snn.interop;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
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
 * Deeplearning4j, which runs its own models: what a conversion of one is compared with ({@code
 * Converter.withFramework} of the library), as on the command line.
 *
 * @param outputs of the model
 * @param model what was read of it
 * @param said how its own inputs are made of pixels
 */
public record Dl4jFramework(Dl4jOutputs outputs, AnnModel model, ModelOptions said)
    implements Framework {
  /** So many samples are compared, at most: Deeplearning4j is slow with convolutions. */
  private static final int SAMPLES = 200;

  /**
   * The framework with the model of a zip.
   *
   * @param file the zip
   * @param model what was read of it
   * @param said how its own inputs are made of pixels
   * @throws io.github.ann2snn.files.BadFileException if Deeplearning4j cannot read the zip
   */
  public static Dl4jFramework of(Path file, AnnModel model, ModelOptions said) throws IOException {
    return new Dl4jFramework(Dl4jOutputs.of(file, Optional.empty()), model, said);
  }

  @Override
  public FrameworkCheck check(Split samples) throws ConversionRefusedException {
    BatchNorm scaling = model.scaling(said);
    List<Shape> shapes = List.of(model.graph().inputShape());
    Split compared = samples.slice(0, Math.min(SAMPLES, samples.size()));
    List<float[]> taken = new ArrayList<>();
    for (int i = 0; i < compared.size(); i++) {
      taken.add(scaling.apply(List.of(compared.sample(i)), shapes));
    }
    float[][] actual = new ForwardPass(model.scaled(said).graph()).outputs(compared);
    return FrameworkCheck.of("Deeplearning4j", outputs.outputs(taken), actual);
  }
}
