package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.graph.BatchNorm;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.keras.Draft.Weighted;
import io.github.ann2snn.ann.keras.WeightSource.LayerWeights;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Layers that multiply and add numbers that do not depend on the sample. */
final class Scaling {
  /** Below this, Keras's Normalization takes no standard deviation. */
  private static final double LEAST_DEVIATION = 1e-7;

  private Scaling() {}

  /** Batch normalisation: γ (x - mean) / √(variance + ε) + β. */
  static KerasTensor batchNormalization(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    Shape shape = call.input().shape();
    List<Integer> axes = layer.setting("axis").isMissingNode() ? List.of(-1) : layer.wholes("axis");
    layer.refuseIf(
        axes.size() != 1,
        "normalises the axes %s; supported is one",
        KerasLayer.shown(layer.setting("axis")));
    int axis = layer.dimension(axes.get(0), shape.rank());
    double epsilon = layer.number("epsilon", 1e-3);
    layer.refuseIf(
        !(epsilon > 0 && epsilon < 1), "has epsilon %s; it must be between 0 and 1", epsilon);
    boolean scales = layer.isSet("scale", true);
    boolean centers = layer.isSet("center", true);
    int size = shape.size(axis);
    int first = (scales ? 1 : 0) + (centers ? 1 : 0);
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    sizes.set(axis, size);
    return placed(
        call,
        sizes,
        Collections.nCopies(first + 2, Shape.of(size)),
        weights ->
            BatchNorm.of(
                scales ? weights.floats(0) : Values.filled(size, 1),
                centers ? weights.floats(first - 1) : new float[size],
                weights.floats(first),
                variances(weights.floats(first + 1)),
                epsilon));
  }

  private static float[] variances(float[] variances) {
    for (float variance : variances) {
      Refusal.when(variance < 0, "has a variance of %s, expected at least 0", variance);
    }
    return variances;
  }

  /** Normalization: {@code (x - mean) / max(sqrt(variance), 1e-7)}, or the inverse of it. */
  static KerasTensor normalization(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    Shape shape = call.input().shape();
    JsonNode axis = layer.setting("axis");
    List<Integer> kept =
        axis.isMissingNode() ? List.of(-1) : axis.isNull() ? List.of() : layer.wholes("axis");
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    for (int each : kept) {
      int dimension = layer.dimension(each, shape.rank());
      sizes.set(dimension, shape.size(dimension));
    }
    Shape each = new Shape(sizes);
    boolean inverse = layer.isSet("invert", false);
    List<Double> means = layer.numbers("mean");
    List<Double> variances = layer.numbers("variance");
    if (!means.isEmpty()) {
      float[] mean = floats(layer, "mean", means, each);
      float[] variance = floats(layer, "variance", variances, each);
      BatchNorm norm = normalizing(mean, variances(variance), inverse);
      return placed(call, Alignment.of(call, call.input(), sizes), norm);
    }
    List<Integer> stored = sizes.stream().filter(size -> size > 1).toList();
    Shape all = kept.isEmpty() || stored.isEmpty() ? Shape.of(1) : ofAxes(layer, kept, shape);
    List<Shape> arrays = new ArrayList<>(List.of(all, all));
    // The number of samples that were seen.
    arrays.add(null);
    return placed(
        call,
        sizes,
        arrays,
        weights -> normalizing(weights.floats(0), variances(weights.floats(1)), inverse));
  }

  private static Shape ofAxes(KerasLayer layer, List<Integer> axes, Shape shape)
      throws BadFileException {
    List<Integer> dimensions = new ArrayList<>();
    for (int axis : axes) {
      dimensions.add(layer.dimension(axis, shape.rank()));
    }
    return new Shape(dimensions.stream().sorted().map(shape::size).toList());
  }

  private static BatchNorm normalizing(float[] mean, float[] variance, boolean inverse) {
    float[] scale = new float[mean.length];
    float[] shift = new float[mean.length];
    for (int i = 0; i < scale.length; i++) {
      double deviation = Math.max(Math.sqrt(variance[i]), LEAST_DEVIATION);
      scale[i] = (float) (inverse ? deviation : 1 / deviation);
      shift[i] = (float) (inverse ? mean[i] : -mean[i] / deviation);
    }
    return new BatchNorm(scale, shift);
  }

  /** Rescaling: {@code x scale + offset}, numbers in a list along the last axis. */
  static KerasTensor rescaling(LayerCall call) throws BadFileException {
    KerasLayer layer = call.layer();
    Shape shape = call.input().shape();
    List<Double> scale = layer.numbers("scale");
    List<Double> offset = layer.numbers("offset");
    int count = Math.max(1, Math.max(scale.size(), offset.size()));
    int last = shape.size(shape.rank() - 1);
    boolean lists = layer.setting("scale").size() > 1 || layer.setting("offset").size() > 1;
    layer.refuseIf(
        count > 1 && (count != last || !lists),
        "scales with %d numbers; supported are one, or one for each place along the last axis, here %d",
        count,
        last);
    KerasTensor input = call.input();
    boolean channelsFirst =
        input.hasDimensions() && input.turn().isEmpty() && call.draft().isInput(input.node());
    layer.refuseIf(
        count > 1 && shape.rank() == 3 && channelsFirst,
        "scales with %d numbers, which belong to channels or columns as Keras was set up; supported is one where channels come first",
        count);
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    sizes.set(shape.rank() - 1, count);
    Shape each = new Shape(sizes);
    BatchNorm norm =
        new BatchNorm(
            floats(layer, "scale", scale.isEmpty() ? List.of(1.0) : scale, each),
            floats(layer, "offset", offset.isEmpty() ? List.of(0.0) : offset, each));
    return placed(call, Alignment.of(call, call.input(), sizes), norm);
  }

  /** One number for all, or one for each. */
  private static float[] floats(KerasLayer layer, String key, List<Double> numbers, Shape shape)
      throws BadFileException {
    layer.refuseIf(
        numbers.size() != 1 && numbers.size() != shape.values(),
        "has \"%s\" with %d numbers, expected %d",
        key,
        numbers.size(),
        shape.values());
    float[] floats = new float[shape.values()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(numbers.size() == 1 ? 0 : i).floatValue();
    }
    return floats;
  }

  /** Multiplies all values by one number and adds another. */
  static KerasTensor affine(LayerCall call, KerasTensor tensor, float scale, float shift)
      throws BadFileException {
    BatchNorm one = new BatchNorm(new float[] {scale}, new float[] {shift});
    return placed(call, new Alignment(tensor, 1), one);
  }

  private static KerasTensor placed(LayerCall call, Alignment alignment, BatchNorm norm)
      throws BadFileException {
    int channels = call.draft().shape(alignment.tensor().node()).channels();
    return call.each(beside(alignment, channels, norm), alignment.tensor());
  }

  /** What makes the numbers, in Keras's order. */
  private interface Numbers {
    BatchNorm of(LayerWeights weights) throws IOException;
  }

  private static KerasTensor placed(
      LayerCall call, List<Integer> sizes, List<Shape> arrays, Numbers numbers)
      throws BadFileException {
    Alignment alignment = Alignment.of(call, call.input(), sizes);
    int channels = call.draft().shape(alignment.tensor().node()).channels();
    Weighted weighted =
        new Weighted(
            call.layer(), arrays, weights -> beside(alignment, channels, numbers.of(weights)));
    return call.each(weighted, alignment.tensor());
  }

  /** Numbers in the order of a node. */
  private static BatchNorm beside(Alignment alignment, int channels, BatchNorm norm) {
    if (alignment.count() == 1) {
      return new BatchNorm(
          Values.filled(channels, norm.scale()[0]), Values.filled(channels, norm.shift()[0]));
    }
    return new BatchNorm(alignment.placed(norm.scale()), alignment.placed(norm.shift()));
  }
}
