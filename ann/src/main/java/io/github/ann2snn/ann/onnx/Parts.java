package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What cuts and what pads. */
final class Parts {
  private Parts() {}

  static void slice(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    int rank = dims.size();
    boolean inputs = call.since(10);
    Attributes attributes = call.attributes();
    List<Integer> starts = inputs ? call.wholes(1) : required(attributes.wholes("starts"));
    List<Integer> ends = inputs ? call.wholes(2) : required(attributes.wholes("ends"));
    List<Integer> normal = IntStream.range(0, starts.size()).boxed().toList();
    List<Integer> axes = normal;
    if (!inputs) {
      axes = attributes.wholes("axes").orElse(normal);
    } else if (call.has(3)) {
      axes = call.wholes(3);
    }
    List<Integer> steps =
        call.has(4) && inputs ? call.wholes(4) : Collections.nCopies(starts.size(), 1);
    Refusal.when(
        starts.size() != ends.size() || axes.size() != ends.size() || steps.size() != ends.size(),
        "starts %s, ends %s, axes %s, steps %s",
        starts,
        ends,
        axes,
        steps);
    int[] first = new int[rank];
    int[] step = new int[rank];
    Arrays.fill(step, 1);
    List<Integer> counts = new ArrayList<>(dims);
    for (int i = 0; i < axes.size(); i++) {
      int axis = Call.axis(axes.get(i), rank);
      int size = dims.get(axis);
      step[axis] = steps.get(i);
      Refusal.when(step[axis] == 0, "a step of 0");
      first[axis] = bound(starts.get(i), size, step[axis], 0);
      int end = bound(ends.get(i), size, step[axis], -1);
      long length = (long) end - first[axis] + step[axis] - Integer.signum(step[axis]);
      counts.set(axis, size == 0 ? 0 : (int) Math.max(0, length / step[axis]));
    }
    cut(call, dims, counts, first, step);
  }

  private static List<Integer> required(Optional<List<Integer>> attribute) {
    return attribute.orElseThrow(() -> Refusal.of("it has no starts or ends"));
  }

  /**
   * A start or an end, counted from the beginning, within the values.
   *
   * @param before the least that counts, for steps backwards; a start is at least 0
   */
  private static int bound(int at, int size, int step, int before) {
    long counted = at < 0 ? (long) at + size : at;
    long most = step > 0 ? size : size - 1L;
    return (int) Math.max(step > 0 ? 0 : before, Math.min(most, counted));
  }

  private static void cut(
      Call call, List<Integer> dims, List<Integer> counts, int[] first, int[] step)
      throws BadFileException {
    if (call.isConstant(0)) {
      Tensor tensor = call.constant(0);
      int[] strides = tensor.strides();
      int from = 0;
      for (int d = 0; d < strides.length; d++) {
        from += first[d] * strides[d];
        step[d] *= strides[d];
      }
      call.give(tensor.strided(counts, from, step));
      return;
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int d = 0; d < dims.size(); d++) {
      Refusal.when(step[d] < 0, "steps backwards through values are not supported");
      Refusal.when(counts.get(d) == 0, "nothing is left of values of shape %s", dims);
      starts.add(first[d]);
      ends.add(first[d] + (counts.get(d) - 1) * step[d] + 1);
      steps.add(step[d]);
    }
    Refusal.when(!counts.get(0).equals(dims.get(0)), "it takes some samples alone");
    call.give(sliced(call, call.activation(0), starts, ends, steps));
  }

  /** Adds a slice, unless it takes everything; the batch is the first dimension of the lists. */
  private static int sliced(
      Call call, int node, List<Integer> starts, List<Integer> ends, List<Integer> steps) {
    int rank = starts.size();
    Slice slice = new Slice(starts.subList(1, rank), ends.subList(1, rank), steps.subList(1, rank));
    return slice.takesAll(call.shapeOf(node)) ? node : call.add(slice, node);
  }

  static void split(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    int axis = Call.axis(call.attributes().whole("axis", 0), dims.size());
    int parts = call.outputs();
    Optional<List<Integer>> said =
        call.since(13) && call.has(1)
            ? Optional.of(call.wholes(1))
            : call.attributes().wholes("split");
    call.attributes().ignore("num_outputs");
    int each = (dims.get(axis) + parts - 1) / parts;
    int at = 0;
    for (int part = 0; part < parts; part++) {
      int rest = dims.get(axis) - at;
      int size = said.isPresent() ? part(said.get(), part) : Math.min(each, rest);
      Refusal.when(
          size < 1 || size > rest || (part == parts - 1 && size < rest),
          "it splits %s along axis %d into %d parts of %s",
          dims,
          axis,
          parts,
          said.isPresent() ? said.get() : each);
      List<Integer> starts = new ArrayList<>(Collections.nCopies(dims.size(), 0));
      List<Integer> ends = new ArrayList<>(dims);
      starts.set(axis, at);
      ends.set(axis, at + size);
      giveAt(call, part, starts, ends);
      at += size;
    }
  }

  private static int part(List<Integer> sizes, int part) {
    return part < sizes.size() ? sizes.get(part) : 0;
  }

  private static void giveAt(Call call, int output, List<Integer> starts, List<Integer> ends)
      throws BadFileException {
    if (call.isConstant(0)) {
      Tensor tensor = call.constant(0);
      int[] strides = tensor.strides();
      int from = 0;
      List<Integer> counts = new ArrayList<>();
      for (int d = 0; d < strides.length; d++) {
        from += starts.get(d) * strides[d];
        counts.add(ends.get(d) - starts.get(d));
      }
      call.giveAt(output, tensor.strided(counts, from, strides));
      return;
    }
    Refusal.when(
        !ends.get(0).equals(call.dims(0).get(0)) || starts.get(0) > 0, "it splits samples");
    call.giveAt(
        output,
        sliced(call, call.activation(0), starts, ends, Collections.nCopies(starts.size(), 1)));
  }

  static void pad(Call call) throws BadFileException {
    String mode = call.attributes().text("mode", "constant");
    Refusal.when(!mode.equals("constant"), "mode %s; only constant is supported", mode);
    int rank = call.shape(0).rank() + 1;
    boolean inputs = call.since(11);
    List<Integer> pads =
        inputs
            ? call.wholes(1)
            : call.attributes().wholes("pads").orElseThrow(() -> Refusal.of("it has no pads"));
    float value = inputs ? 0 : call.attributes().number("value", 0);
    if (inputs && call.has(2)) {
      value = call.constant(2).single();
    }
    List<Integer> axes = IntStream.range(0, rank).boxed().toList();
    if (call.since(18) && call.has(3)) {
      axes = call.wholes(3);
    }
    Refusal.when(pads.size() != 2 * axes.size(), "pads %s for %d dimensions", pads, axes.size());
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < axes.size(); i++) {
      int axis = Call.axis(axes.get(i), rank);
      before[axis] = pads.get(i);
      after[axis] = pads.get(axes.size() + i);
    }
    Refusal.when(before[0] != 0 || after[0] != 0, "it pads the batch: %s", pads);
    pad(call, before, after, value);
  }

  /** Pads where numbers are above 0, then cuts where they are below. */
  private static void pad(Call call, int[] before, int[] after, float value) {
    Pad pad = new Pad(positive(before), positive(after), value);
    int node = call.activation(0);
    boolean none = Collections.max(pad.before()) == 0 && Collections.max(pad.after()) == 0;
    if (!none) {
      node = call.add(pad, node);
    }
    List<Integer> starts = new ArrayList<>(List.of(0));
    List<Integer> ends = new ArrayList<>(List.of(1));
    Shape padded = call.shapeOf(node);
    for (int d = 1; d < before.length; d++) {
      starts.add(Math.max(0, Math.negateExact(before[d])));
      ends.add(Math.addExact(padded.size(d - 1), Math.min(0, after[d])));
    }
    call.give(sliced(call, node, starts, ends, Collections.nCopies(before.length, 1)));
  }

  private static List<Integer> positive(int[] padding) {
    return Arrays.stream(padding).skip(1).map(p -> Math.max(0, p)).boxed().toList();
  }
}
