package io.github.ann2snn.interop;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.train.array.ArrayMemory;
import io.github.ann2snn.train.inference.Classifier;
import io.github.ann2snn.train.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether an imported model computes what its framework computed: the import's certificate.
 *
 * @param samples how many were compared
 * @param worst the largest difference of an output
 * @param logits whether the expected outputs are those before softmax or sigmoid
 * @param largest number among the samples
 */
public record ImportCheck(int samples, double worst, boolean logits, float largest) {
  /** The largest difference that is rounding alone. */
  public static final double TOLERANCE = 1e-4;

  private static final int BATCH = 64;

  /** Whether the difference is rounding alone. */
  public boolean agrees() {
    return worst <= TOLERANCE;
  }

  /**
   * Compares with what the framework gave.
   *
   * @param expected an {@code .npz} of two arrays, {@code inputs} and {@code outputs} (or {@code x}
   *     and {@code y}, or any two in this order): samples as the framework takes them, {@code [n,
   *     ...]}, and what it made of them, {@code [n, classes]}, with or without the last softmax; of
   *     two classes maybe {@code [n, 1]}, the second's
   * @throws BadFileException if the file is damaged or its arrays do not fit the model
   */
  public static ImportCheck of(ImportedModel model, Path expected) throws BadFileException {
    try (NpzFile arrays = NpzFile.open(expected)) {
      List<String> names = names(expected, arrays.shapes());
      NpyArray inputs = arrays.read(names.get(0));
      NpyArray outputs = arrays.read(names.get(1));
      Architecture architecture = new Model(model.network(), Optional.empty()).architecture();
      int samples = inputs.size(0);
      require(expected, names.get(0), inputs, samples, architecture.inputs());
      boolean one = architecture.outputs() == 2 && outputs.values().length == samples;
      require(expected, names.get(1), outputs, samples, one ? 1 : architecture.outputs());
      float[] rows = rows(model, architecture, inputs);
      double worst = worst(model.network(), rows, outputs, 0);
      double worstLogit = worst(Classifier.affine(model.network()), rows, outputs, 1);
      float largest = Float.NEGATIVE_INFINITY;
      for (float value : inputs.values()) {
        largest = Math.max(largest, value);
      }
      return new ImportCheck(samples, Math.min(worst, worstLogit), worstLogit < worst, largest);
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

  /** The samples as our networks take them: channels first, pixels in [0, 1]. */
  private static float[] rows(ImportedModel model, Architecture architecture, NpyArray inputs) {
    float[] values = inputs.values();
    float[] rows = new float[values.length];
    boolean turn = model.channelsLast() && !architecture.input().isRow();
    int channels = turn ? architecture.input().channels() : 1;
    int width = architecture.inputs();
    int positions = width / channels;
    for (int i = 0; i < values.length; i++) {
      int at = i % width;
      int to = at % channels * positions + at / channels;
      rows[i - at + to] = values[i] / model.fullScale();
    }
    return rows;
  }

  /**
   * The largest difference.
   *
   * @param ofFirst how much of the first of two outputs is taken from the second, where one is
   *     expected
   */
  private static double worst(
      MultiLayerNetwork network, float[] rows, NpyArray expected, float ofFirst) {
    int samples = expected.size(0);
    int width = rows.length / samples;
    int classes = expected.values().length / samples;
    double worst = 0;
    for (int from = 0; from < samples; from += BATCH) {
      int count = Math.min(BATCH, samples - from);
      float[] outputs = outputs(network, rows, from, count, width);
      boolean one = outputs.length == 2 * count * classes;
      for (int i = 0; i < count * classes; i++) {
        float output = one ? outputs[2 * i + 1] - ofFirst * outputs[2 * i] : outputs[i];
        double difference = Math.abs((double) output - expected.values()[from * classes + i]);
        worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
      }
    }
    return worst;
  }

  private static float[] outputs(
      MultiLayerNetwork network, float[] rows, int from, int count, int width) {
    float[] batch = Arrays.copyOfRange(rows, from * width, (from + count) * width);
    try (INDArray x = ArrayMemory.matrix(batch, count, width)) {
      return network.output(x).dup('c').data().asFloat();
    }
  }
}
