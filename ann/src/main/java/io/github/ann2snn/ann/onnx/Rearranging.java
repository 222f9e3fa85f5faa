package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto.DataType;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What gives the same values in another place or shape, of constants and of what is computed. */
final class Rearranging {
  /** Networks compute in single precision here, whatever their file says. */
  private static final Set<DataType> REAL =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);

  private static final Set<DataType> WHOLE =
      Set.of(
          DataType.INT64,
          DataType.INT32,
          DataType.INT16,
          DataType.INT8,
          DataType.UINT8,
          DataType.BOOL);

  private Rearranging() {}

  static void identity(Call call) throws BadFileException {
    if (call.isConstant(0)) {
      call.give(call.constant(0));
    } else {
      call.give(call.activation(0));
    }
  }

  static void dropout(Call call) throws BadFileException {
    call.attributes().ignore("ratio", "seed");
    Refusal.when(
        call.has(2) && call.constant(2).single() != 0,
        "it drops values; export the network in evaluation mode (model.eval())");
    identity(call);
  }

  static void cast(Call call) throws BadFileException {
    DataType to =
        Optional.ofNullable(DataType.forNumber(call.attributes().whole("to", 0)))
            .orElse(DataType.UNDEFINED);
    call.attributes().ignore("saturate", "round_mode");
    boolean floating = REAL.contains(to);
    boolean whole = WHOLE.contains(to);
    boolean constant = call.isConstant(0);
    Refusal.when(!floating && !(constant && whole), "a cast to %s is not supported", to);
    if (constant) {
      call.give(call.constant(0).cast(whole));
    } else {
      call.give(call.activation(0));
    }
  }

  static void flatten(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    int axis = call.attributes().whole("axis", 1);
    int split = axis < 0 ? axis + dims.size() : axis;
    Refusal.when(split < 0 || split > dims.size(), "axis %d of %d", axis, dims.size());
    List<Integer> flat =
        List.of(Tensor.size(dims.subList(0, split)), Tensor.size(dims.subList(split, dims.size())));
    give(call, flat);
  }

  static void reshape(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    List<Integer> target = new ArrayList<>(call.wholes(1));
    boolean zeros = call.attributes().flag("allowzero", false);
    for (int d = 0; d < target.size(); d++) {
      if (target.get(d) == 0 && !zeros) {
        Refusal.when(d >= dims.size(), "%s of values of shape %s", target, dims);
        target.set(d, dims.get(d));
      }
    }
    int free = target.indexOf(-1);
    if (free >= 0) {
      target.set(free, 1);
      int rest = Tensor.size(target);
      Refusal.when(
          rest == 0 || Tensor.size(dims) % rest != 0, "%s of values of shape %s", target, dims);
      target.set(free, Tensor.size(dims) / rest);
    }
    give(call, target);
  }

  static void squeeze(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    Optional<List<Integer>> axes = axes(call);
    List<Integer> left = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    for (int axis : axes.orElse(List.of())) {
      gone.add(Call.axis(axis, dims.size()));
    }
    for (int d = 0; d < dims.size(); d++) {
      if (axes.isPresent() ? !gone.contains(d) : dims.get(d) != 1) {
        left.add(dims.get(d));
      } else {
        Refusal.when(dims.get(d) != 1, "axis %d of %s is no single value", d, dims);
      }
    }
    give(call, left);
  }

  static void unsqueeze(Call call) throws BadFileException {
    List<Integer> dims = call.dims(0);
    List<Integer> axes = axes(call).orElseThrow(() -> Refusal.of("it has no axes"));
    int rank = dims.size() + axes.size();
    List<Integer> added = axes.stream().map(axis -> Call.axis(axis, rank)).distinct().toList();
    Refusal.when(added.size() != axes.size(), "axes %s of %d", axes, rank);
    List<Integer> shape = new ArrayList<>();
    int next = 0;
    for (int d = 0; d < rank; d++) {
      shape.add(added.contains(d) ? 1 : dims.get(next++));
    }
    give(call, shape);
  }

  private static Optional<List<Integer>> axes(Call call) throws BadFileException {
    if (!call.since(13)) {
      return call.attributes().wholes("axes");
    }
    return call.has(1) ? Optional.of(call.wholes(1)) : Optional.empty();
  }

  private static void give(Call call, List<Integer> dims) throws BadFileException {
    if (call.isConstant(0)) {
      call.give(call.constant(0).reshaped(dims));
    } else {
      call.give(call.reshaped(call.activation(0), call.unbatched(dims)));
    }
  }

  static void transpose(Call call) throws BadFileException {
    int rank = call.dims(0).size();
    List<Integer> reversed = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.reverse(reversed);
    // Checks that it is an order.
    List<Integer> order = new Permute(call.attributes().wholes("perm").orElse(reversed)).order();
    Refusal.when(order.size() != rank, "an order of %d dimensions for %d", order.size(), rank);
    if (call.isConstant(0)) {
      call.give(call.constant(0).transposed(order));
      return;
    }
    Refusal.when(order.get(0) != 0, "it moves the batch: %s", order);
    List<Integer> sample = order.subList(1, rank).stream().map(d -> d - 1).toList();
    call.give(call.permuted(call.activation(0), sample));
  }

  static void concat(Call call) throws BadFileException {
    int axis = call.attributes().whole("axis", 0);
    boolean constant = true;
    for (int i = 0; i < call.inputs(); i++) {
      constant &= call.isConstant(i);
    }
    if (constant) {
      call.give(joined(call, axis));
      return;
    }
    int dimension = Call.dimension(axis, call.dims(0).size());
    Integer[] branches = new Integer[call.inputs()];
    for (int i = 0; i < branches.length; i++) {
      branches[i] = call.activation(i);
    }
    call.give(branches.length == 1 ? branches[0] : call.add(new Concat(dimension), branches));
  }

  /** Constants one behind the other: of one dimension, as shapes are. */
  private static Tensor joined(Call call, int axis) throws BadFileException {
    Refusal.when(axis != 0 && axis != -1, "constants along axis %d", axis);
    List<Tensor> parts = new ArrayList<>();
    int count = 0;
    boolean whole = true;
    for (int i = 0; i < call.inputs(); i++) {
      Tensor part = call.constant(i);
      Refusal.when(part.rank() != 1, "constants of shape %s", part.dims());
      parts.add(part);
      count = Math.addExact(count, part.size());
      whole &= part.whole();
    }
    call.admit(count);
    float[] floats = new float[whole ? 0 : count];
    long[] longs = new long[whole ? count : 0];
    int at = 0;
    for (Tensor part : parts) {
      Object from = whole ? part.longs() : part.asFloats();
      System.arraycopy(from, 0, whole ? longs : floats, at, part.size());
      at += part.size();
    }
    return new Tensor(List.of(count), whole, floats, longs);
  }
}
