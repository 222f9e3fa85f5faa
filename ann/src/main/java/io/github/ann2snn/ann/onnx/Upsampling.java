package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Repeating values: whole factors, nearest neighbour. */
final class Upsampling {
  private Upsampling() {}

  static void upsample(Call call) throws BadFileException {
    requireNearest(call);
    List<Float> scales =
        call.since(9)
            ? numbers(call.constant(1))
            : call.attributes()
                .numbers("scales")
                .orElseThrow(() -> Refusal.of("it has no attribute scales"));
    repeat(call, scales);
  }

  static void resize(Call call) throws BadFileException {
    requireNearest(call);
    Attributes attributes = call.attributes();
    boolean older = !call.since(11);
    String place =
        attributes.text("coordinate_transformation_mode", older ? "asymmetric" : "half_pixel");
    String rounding = attributes.text("nearest_mode", older ? "floor" : "round_prefer_floor");
    attributes.ignore("cubic_coeff_a", "extrapolation_value", "exclude_outside", "antialias");
    String policy = attributes.text("keep_aspect_ratio_policy", "stretch");
    Refusal.when(!policy.equals("stretch"), "keep_aspect_ratio_policy %s", policy);
    List<Float> scales = scales(call, older);
    float largest = scales.stream().max(Float::compare).orElse(1f);
    boolean same =
        switch (place) {
          case "asymmetric" ->
              rounding.equals("floor") || (rounding.equals("round_prefer_floor") && largest <= 2);
          case "half_pixel", "pytorch_half_pixel", "half_pixel_symmetric" ->
              rounding.startsWith("round_prefer_");
          default -> false;
        };
    Refusal.when(!same, "%s with %s does not repeat each value equally often", place, rounding);
    repeat(call, scales);
  }

  private static void requireNearest(Call call) {
    String mode = call.attributes().text("mode", "nearest");
    Refusal.when(!mode.equals("nearest"), "mode %s; only nearest is supported", mode);
  }

  private static List<Float> scales(Call call, boolean older) throws BadFileException {
    int at = older ? 1 : 2;
    List<Integer> from = call.dims(0);
    List<Integer> all = IntStream.range(0, from.size()).boxed().toList();
    List<Integer> axes = call.attributes().wholes("axes").orElse(all);
    boolean bySize = !(call.has(at) && call.constant(at).size() > 0);
    List<Float> said = numbers(call.constant(bySize ? 3 : at));
    Refusal.when(said.size() != axes.size(), "%s for the axes %s of %s", said, axes, from);
    List<Float> scales = new ArrayList<>(Collections.nCopies(from.size(), 1f));
    for (int i = 0; i < said.size(); i++) {
      int axis = Call.axis(axes.get(i), from.size());
      scales.set(axis, bySize ? said.get(i) / from.get(axis) : said.get(i));
    }
    return scales;
  }

  private static List<Float> numbers(Tensor tensor) {
    List<Float> numbers = new ArrayList<>();
    for (float number : tensor.asFloats()) {
      numbers.add(number);
    }
    return numbers;
  }

  private static void repeat(Call call, List<Float> scales) {
    Shape shape = call.shape(0);
    int rank = shape.rank();
    boolean whole = scales.stream().allMatch(s -> s >= 1 && s <= 1 << 20 && s == Math.rint(s));
    Refusal.when(
        !whole || scales.size() != rank + 1 || rank < 2 || rank > 3,
        "values of shape %s by %s; only whole factors of at least 1 are supported",
        shape,
        scales);
    Refusal.when(
        scales.get(0) != 1 || scales.get(1) != 1, "it repeats samples or channels: %s", scales);
    int columns = Math.round(scales.get(rank));
    int rows = rank == 3 ? Math.round(scales.get(2)) : 1;
    call.give(call.add(new Upsample(rows, columns), call.activation(0)));
  }
}
