package io.github.ann2snn.examples;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.ConversionSettings;
import io.github.ann2snn.api.Converter;
import io.github.ann2snn.api.Evaluation;
import io.github.ann2snn.api.Evaluator;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.api.Models;
import io.github.ann2snn.datasets.Samples;
import java.nio.file.Path;
import java.util.Random;

/** Converts a model that PyTorch exported as ONNX, and compares the two. */
public final class ConvertOnnx {
  private ConvertOnnx() {}

  /** Series of numbers from 0 to 1, with the classes that the model gives them. */
  private static Samples samples(Model model, int number, long seed) throws InterruptedException {
    Random random = new Random(seed);
    float[][] inputs = new float[number][model.graph().inputShape().values()];
    for (float[] series : inputs) {
      for (int i = 0; i < series.length; i++) {
        series[i] = random.nextInt(5) / 4f;
      }
    }
    int classes = model.graph().output().shape().values();
    Samples unlabelled = Samples.of(inputs, new int[number], classes);
    int[] labels = Inference.of(model.graph(), unlabelled.split(), 1, done -> {}).classes();
    return Samples.of(inputs, labels, classes).named("random series");
  }

  /**
   * Converts.
   *
   * @param args the model's file, and samples with its outputs: {@code series.onnx} and {@code
   *     series.npz} of {@code examples/src/main/resources}
   */
  public static void main(String[] args) throws Exception {
    Model model = Models.read(Path.of(args[0])).checked(Path.of(args[1])).model();
    System.out.println("Model: " + model.architecture());
    System.out.println("Outputs that were exported with it: " + model.check().orElseThrow());

    Conversion conversion =
        Converter.with(ConversionSettings.automatic().withTimesteps(8))
            .convert(model, samples(model, 400, 1));
    conversion.reasons().forEach(System.out::println);

    Evaluation evaluation =
        Evaluator.of(conversion.network()).comparedWith(model).run(samples(model, 300, 2));
    System.out.println(evaluation.verdict());
  }
}
