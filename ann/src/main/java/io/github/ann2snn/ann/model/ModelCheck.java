package io.github.ann2snn.ann.model;

import io.github.ann2snn.ann.forward.ForwardPass;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Ending;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a model computes here what it computed in its own framework.
 *
 * @param samples how many were compared
 * @param worst the largest difference of an output
 * @param largestOutput the largest magnitude of an expected output
 * @param logits whether the expected outputs are those before softmax or sigmoid
 * @param least smallest number among the samples
 * @param largest largest number among the samples
 */
public record ModelCheck(
    int samples, double worst, double largestOutput, boolean logits, float least, float largest) {
  /** The largest difference that is rounding alone, as part of the largest output or of 1. */
  public static final double TOLERANCE = 1e-4;

  /** How far inputs may be outside of what pixels become, as part of that range. */
  private static final double SLACK = 1e-3;

  /** The largest difference that is rounding alone. */
  public double allowed() {
    return TOLERANCE * Math.max(1, largestOutput);
  }

  /** Whether the difference is rounding alone. */
  public boolean agrees() {
    return worst <= allowed();
  }

  /**
   * Compares with what the framework gave.
   *
   * @param expected an {@code .npz} of two arrays, {@code inputs} and {@code outputs} (or {@code x}
   *     and {@code y}, or any two in this order): samples as the framework takes them, {@code [n,
   *     ...]}, and what it made of them, {@code [n, classes]}, with or without the last softmax or
   *     sigmoid; of two classes maybe {@code [n, 1]}, the second's
   * @throws BadFileException if the file is damaged or its arrays do not fit the model
   */
  public static ModelCheck of(AnnModel model, Path expected) throws BadFileException {
    try (NpzFile arrays = NpzFile.open(expected)) {
      List<String> names = names(expected, arrays.shapes());
      NpyArray inputs = arrays.read(names.get(0));
      NpyArray outputs = arrays.read(names.get(1));
      AnnGraph graph = model.graph().withoutEnding();
      int samples = inputs.size(0);
      int classes = graph.output().shape().values();
      boolean one = classes == 2 && outputs.values().length == samples;
      require(expected, names.get(0), inputs, samples, graph.inputShape().values());
      require(expected, names.get(1), outputs, samples, one ? 1 : classes);
      return new Comparison(samples, model, graph, inputs.values(), outputs.values()).check();
    }
  }

  private static List<String> names(Path file, Map<String, List<Integer>> shapes)
      throws BadFileException {
    for (List<String> pair : List.of(List.of("inputs", "outputs"), List.of("x", "y"))) {
      if (shapes.keySet().containsAll(pair)) {
        return pair;
      }
    }
    if (shapes.size() != 2) {
      throw BadFileException.of(
          "%s: has the arrays %s; expected inputs and outputs: np.savez(file, inputs=x, outputs=model(x))",
          file, String.join(", ", shapes.keySet()));
    }
    return new ArrayList<>(shapes.keySet());
  }

  private static void require(Path file, String name, NpyArray array, int samples, int width)
      throws BadFileException {
    if (array.size(0) != samples || array.values().length != (long) samples * width) {
      throw BadFileException.of(
          "%s: array %s: has the shape %s; expected %d samples of %d numbers each",
          file, name, array.shape(), samples, width);
    }
  }

  /**
   * What is told if the samples are of another scale than pixels will be: then outputs agree, and
   * tell nothing of the pixels to come. The text names the option that helps.
   *
   * @param options how pixels will be scaled
   */
  public Optional<String> scaleNotice(AnnModel model, ModelOptions options) {
    BatchNorm scaling = model.scaling(options);
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < scaling.scale().length; c++) {
      low = Math.min(low, scaling.shift()[c]);
      high = Math.max(high, scaling.scale()[c] + scaling.shift()[c]);
    }
    double slack = SLACK * (high - low);
    boolean outside = least < low - slack || largest > high + slack;
    boolean never = largest <= 1 && high > 2 && least >= 0;
    if (!outside && !never && !(least >= 0 && low < -slack)) {
      return Optional.empty();
    }
    return Optional.of(
        Text.of(
            "the check's inputs go from %s to %s, but a data set's pixels become %s to %s before the model takes them; if it was trained on others, say so with %s",
            AnnModel.shown(least),
            AnnModel.shown(largest),
            AnnModel.shown(low),
            AnnModel.shown(high),
            remedy(model, options)));
  }

  private String remedy(AnnModel model, ModelOptions options) {
    if (least < 0) {
      return "--mean and --std, which pixels were normalised with";
    }
    if (options.normalises()) {
      return "other numbers for --mean and --std, or none";
    }
    return options.fullScale().orElse(model.fullScale()) > 1
        ? "--full-scale, such as --full-scale 1"
        : "--full-scale, such as --full-scale 255 for bytes";
  }

  /**
   * Both sides.
   *
   * @param size number of samples
   * @param graph the model without its ending
   */
  private record Comparison(
      int size, AnnModel model, AnnGraph graph, float[] inputs, float[] expected)
      implements SampleSource {
    ModelCheck check() {
      float[][] logits = new ForwardPass(graph).outputs(this);
      float[][] made = new float[size][];
      Shape shape = graph.output().shape();
      Ending ending = ending();
      Arrays.setAll(made, n -> ending.apply(List.of(logits[n]), List.of(shape)));
      double worst = worst(made, 0);
      double worstLogit = worst(logits, 1);
      return new ModelCheck(
          size,
          Math.min(worst, worstLogit),
          largestOutput(),
          worstLogit < worst,
          extreme(inputs, false),
          extreme(inputs, true));
    }

    /** The model's own, or what a framework makes probabilities with. */
    private Ending ending() {
      if (model.graph().output().operation() instanceof Ending own) {
        return own;
      }
      boolean one = graph.output().shape().values() == 1;
      return new Ending(one ? Ending.Kind.SIGMOID : Ending.Kind.SOFTMAX);
    }

    /** A sample as the network takes it: channels first. */
    @Override
    public void read(int sample, float[] target) {
      int width = graph.inputShape().values();
      int from = sample * width;
      if (!model.channelsLast() || graph.inputShape().rank() == 1) {
        System.arraycopy(inputs, from, target, 0, width);
        return;
      }
      int channels = graph.inputShape().channels();
      int positions = width / channels;
      for (int i = 0; i < width; i++) {
        target[i % channels * positions + i / channels] = inputs[from + i];
      }
    }

    @Override
    public int label(int sample) {
      throw new UnsupportedOperationException("the samples of a check have no label");
    }

    /**
     * The largest difference.
     *
     * @param ofFirst how much of the first of two outputs is taken from the second, where one is
     *     expected
     */
    private double worst(float[][] outputs, float ofFirst) {
      int classes = expected.length / outputs.length;
      double worst = 0;
      for (int i = 0; i < expected.length; i++) {
        float[] of = outputs[i / classes];
        float output = of.length == classes ? of[i % classes] : of[1] - ofFirst * of[0];
        double difference = Math.abs((double) output - expected[i]);
        worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
      }
      return worst;
    }

    private double largestOutput() {
      return Math.max(extreme(expected, true), -extreme(expected, false));
    }

    private static float extreme(float[] values, boolean most) {
      float extreme = values[0];
      for (float value : values) {
        extreme = most ? Math.max(extreme, value) : Math.min(extreme, value);
      }
      return extreme;
    }
  }
}
