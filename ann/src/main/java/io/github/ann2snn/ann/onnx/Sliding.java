package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the window of a convolution or pooling slides, from a node's attributes.
 *
 * @param window with all of its padding
 * @param declared the padding that the file declares: rows before and behind, columns before and
 *     behind; what is rounded up ({@code ceil_mode}) is not part of it
 */
record Sliding(Window window, List<Integer> declared) {
  /**
   * @param shape of the values that it slides over
   * @param kernel its sizes, one for each dimension of space
   * @throws IllegalArgumentException if there are not as many of them, or numbers are out of range
   */
  static Sliding of(Call call, Shape shape, List<Integer> kernel) {
    int space = shape.rank() - 1;
    Refusal.when(
        space < 1 || space > 2 || kernel.size() != space,
        "a window of %s over values of shape %s",
        kernel,
        shape);
    Attributes attributes = call.attributes();
    List<Integer> ones = Collections.nCopies(space, 1);
    List<Integer> strides = numbers(attributes, "strides", ones);
    List<Integer> dilations = numbers(attributes, "dilations", ones);
    List<Integer> pads = numbers(attributes, "pads", Collections.nCopies(2 * space, 0));
    String auto = attributes.text("auto_pad", "NOTSET");
    boolean ceil = attributes.flag("ceil_mode", false);
    List<WindowAxis> axes = new ArrayList<>();
    List<Integer> declared = new ArrayList<>();
    for (int d = 0; d < space; d++) {
      WindowAxis padded =
          new WindowAxis(
              kernel.get(d), strides.get(d), pads.get(d), pads.get(space + d), dilations.get(d));
      WindowAxis axis = automatic(padded, auto, shape.size(1 + d));
      declared.addAll(List.of(axis.before(), axis.after()));
      axes.add(ceil ? roundedUp(axis, shape.size(1 + d)) : axis);
    }
    if (space == 1) {
      axes.add(0, WindowAxis.of(1, 1));
      declared.addAll(0, List.of(0, 0));
    }
    return new Sliding(new Window(axes.get(0), axes.get(1)), declared);
  }

  private static List<Integer> numbers(Attributes attributes, String name, List<Integer> normal) {
    List<Integer> numbers = attributes.wholes(name).orElse(normal);
    Refusal.when(
        numbers.size() != normal.size(), "%s are %s, expected %d", name, numbers, normal.size());
    return numbers;
  }

  /** Padding that follows from the size, so that there are ceil(size / stride) positions. */
  private static WindowAxis automatic(WindowAxis axis, String auto, int size) {
    int total =
        switch (auto) {
          case "", "NOTSET" -> -1;
          case "VALID" -> 0;
          case "SAME_UPPER", "SAME_LOWER" -> {
            int positions = (size - 1) / axis.stride() + 1;
            long needed = (positions - 1L) * axis.stride() + axis.reach() - size;
            yield Math.toIntExact(Math.max(0, needed));
          }
          default -> throw Refusal.of("auto_pad is %s", auto);
        };
    if (total < 0) {
      return axis;
    }
    int less = total / 2;
    int before = auto.equals("SAME_LOWER") ? total - less : less;
    return new WindowAxis(axis.taps(), axis.stride(), before, total - before, axis.dilation());
  }

  /** One more position where values are left over, unless it would lie behind them all. */
  private static WindowAxis roundedUp(WindowAxis axis, int size) {
    long padded = (long) size + axis.before() + axis.after();
    long left = padded - axis.reach();
    long positions = Math.max(0, (left + axis.stride() - 1) / axis.stride()) + 1;
    if ((positions - 1) * axis.stride() >= (long) size + axis.before()) {
      positions--;
    }
    long more = (positions - 1) * axis.stride() + axis.reach() - padded;
    return new WindowAxis(
        axis.taps(),
        axis.stride(),
        axis.before(),
        Math.toIntExact(axis.after() + Math.max(0, more)),
        axis.dilation());
  }

  /** The same without the padding that the file declares: only what is rounded up remains. */
  Window undeclared() {
    WindowAxis rows = window.vertical();
    WindowAxis columns = window.horizontal();
    return new Window(
        without(rows, declared.get(0), declared.get(1)),
        without(columns, declared.get(2), declared.get(3)));
  }

  private static WindowAxis without(WindowAxis axis, int before, int after) {
    return new WindowAxis(
        axis.taps(), axis.stride(), axis.before() - before, axis.after() - after, axis.dilation());
  }
}
