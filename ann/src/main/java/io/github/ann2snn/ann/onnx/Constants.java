package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What makes constants, which exporters compute shapes and paddings with. */
final class Constants {
  private Constants() {}

  static void constant(Call call) throws BadFileException {
    Attributes attributes = call.attributes();
    Optional<List<Integer>> wholes = attributes.wholes("value_ints");
    Optional<List<Float>> numbers = attributes.numbers("value_floats");
    if (wholes.isPresent()) {
      call.give(Tensor.row(wholes.get()));
    } else if (numbers.isPresent()) {
      float[] values = new float[numbers.get().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.get().get(i);
      }
      call.give(Tensor.of(List.of(values.length), values));
    } else if (attributes.has("value_int")) {
      call.give(Tensor.of(List.of(), new long[] {attributes.whole("value_int", 0)}));
    } else if (attributes.has("value_float")) {
      call.give(Tensor.of(List.of(), new float[] {attributes.number("value_float", 0)}));
    } else {
      call.give(stored(call));
    }
  }

  private static Tensor stored(Call call) throws BadFileException {
    TensorProto proto =
        call.attributes()
            .tensor("value")
            .orElseThrow(() -> Refusal.of("it has no value that is a tensor or a number"));
    return call.stored(proto);
  }

  static void ofShape(Call call) throws BadFileException {
    List<Integer> shape = call.wholes(0);
    Tensor value =
        call.attributes().has("value") ? stored(call) : Tensor.of(List.of(1), new float[1]);
    Refusal.when(value.size() != 1, "its value has the shape %s", value.dims());
    call.admit(Tensor.size(shape));
    call.give(value.reshaped(List.of()).broadcast(shape));
  }

  /** The shape of anything, where the batch counts as it is declared, or as 1. */
  static void shape(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    int start = bound(call.attributes().whole("start", 0), dims.size());
    int end = bound(call.attributes().whole("end", dims.size()), dims.size());
    call.give(Tensor.row(dims.subList(Math.min(start, end), end)));
  }

  static void size(Call call) throws BadFileException {
    call.give(Tensor.of(List.of(), new long[] {Tensor.size(call.dims(0))}));
  }

  static void range(Call call) throws BadFileException {
    Tensor start = call.constant(0);
    Tensor step = call.constant(2);
    double count = Math.ceil(((double) call.constant(1).single() - start.single()) / step.single());
    Refusal.when(!(count <= 1 << 28), "%s numbers", count);
    List<Integer> shape = List.of((int) Math.max(0, count));
    call.admit(shape.get(0));
    if (start.whole()) {
      long[] values = new long[shape.get(0)];
      Arrays.setAll(values, i -> start.longs()[0] + i * step.asLongs()[0]);
      call.give(Tensor.of(shape, values));
    } else {
      float[] values = new float[shape.get(0)];
      for (int i = 0; i < values.length; i++) {
        values[i] = start.single() + i * step.single();
      }
      call.give(Tensor.of(shape, values));
    }
  }

  static void expand(Call call) throws BadFileException {
    Tensor data = call.constant(0);
    List<Integer> shape = Tensor.common(data.dims(), call.wholes(1));
    call.admit(Tensor.size(shape));
    call.give(data.broadcast(shape));
  }

  /** One of two constants, number by number. */
  static void where(Call call) throws BadFileException {
    Tensor condition = call.constant(0);
    Tensor first = call.constant(1);
    Tensor second = call.constant(2);
    call.admit(Tensor.size(condition.common(first)));
    call.admit(Tensor.size(condition.common(second)));
    Tensor kept = condition.with(first, (c, a) -> c == 0 ? 0 : a, (c, a) -> c == 0 ? 0 : a);
    Tensor other = condition.with(second, (c, b) -> c == 0 ? b : 0, (c, b) -> c == 0 ? b : 0);
    call.admit(Tensor.size(kept.common(other)));
    call.give(kept.with(other, Long::sum, Float::sum));
  }

  static void product(Call call) throws BadFileException {
    Tensor data = call.constant(0);
    Refusal.when(
        data.rank() > 1 || !call.attributes().wholes("axes").orElse(List.of(0)).equals(List.of(0)),
        "numbers of shape %s",
        data.dims());
    long product = Arrays.stream(data.asLongs()).reduce(1, Math::multiplyExact);
    boolean keeps = call.attributes().flag("keepdims", true);
    call.give(Tensor.of(keeps ? List.of(1) : List.of(), new long[] {product}));
  }

  private static int bound(int at, int rank) {
    return Math.max(0, Math.min(rank, at < 0 ? at + rank : at));
  }

  static void gather(Call call) throws BadFileException {
    Tensor data = call.constant(0);
    Tensor indices = call.constant(1);
    int axis = Call.axis(call.attributes().whole("axis", 0), data.rank());
    int size = data.dims().get(axis);
    List<Integer> before = data.dims().subList(0, axis);
    List<Integer> after = data.dims().subList(axis + 1, data.rank());
    int outer = Tensor.size(before);
    int inner = Tensor.size(after);
    List<Integer> shape = new ArrayList<>(before);
    shape.addAll(indices.dims());
    shape.addAll(after);
    int count = Tensor.size(shape);
    call.admit(count);
    int[] from = new int[count];
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (long index : indices.asLongs()) {
        int at = Call.axis(Attributes.clamped(index), size);
        for (int i = 0; i < inner; i++) {
          from[to++] = (o * size + at) * inner + i;
        }
      }
    }
    call.give(
        data.whole()
            ? Tensor.of(shape, Arrays.stream(from).mapToLong(i -> data.longs()[i]).toArray())
            : Tensor.of(shape, gathered(data.floats(), from)));
  }

  private static float[] gathered(float[] values, int[] from) {
    float[] gathered = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      gathered[i] = values[from[i]];
    }
    return gathered;
  }
}
