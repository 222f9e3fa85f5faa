package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;

/** The windows that layers say. */
final class Windows {
  private Windows() {}

  /**
   * Over images: the padding of {@code Same} is that which keeps {@code ceil(size / stride)}
   * positions; others are padded as the layer says, and only {@code Strict} leaves nothing over.
   */
  static Window plane(LayerCall call) {
    LayerSettings said = call.said();
    int[] kernel = said.pair("kernelSize", 1);
    int[] stride = said.pair("stride", 1);
    int[] dilation = said.pair("dilation", 1);
    String mode = said.word("convolutionMode", "Truncate", "Strict", "Same");
    FeatureMaps maps = call.shape().maps();
    if (mode.equals("Same")) {
      count(call, maps.height() % stride[0]);
      count(call, maps.width() % stride[1]);
      return WindowRules.same(maps, kernel, stride, dilation);
    }
    Window window = WindowRules.even(kernel, stride, said.pair("padding", 0), dilation);
    return fitted(call, window, mode);
  }

  /** Over values in a row; {@code Causal} pads before them alone. */
  static Window line(LayerCall call) {
    LayerSettings said = call.said();
    int[] kernel = {1, said.first("kernelSize", 1)};
    int[] stride = {1, said.first("stride", 1)};
    int[] dilation = {1, said.first("dilation", 1)};
    String mode = said.word("convolutionMode", "Truncate", "Strict", "Same", "Causal");
    FeatureMaps maps = call.shape().maps();
    switch (mode) {
      case "Same" -> {
        count(call, maps.width() % stride[1]);
        return WindowRules.same(maps, kernel, stride, dilation);
      }
      case "Causal" -> {
        int before = Math.multiplyExact(kernel[1] - 1, dilation[1]);
        return new Window(
            WindowAxis.of(1, 1), new WindowAxis(kernel[1], stride[1], before, 0, dilation[1]));
      }
      default -> {
        int[] padding = {0, said.first("padding", 0)};
        return fitted(call, WindowRules.even(kernel, stride, padding, dilation), mode);
      }
    }
  }

  private static Window fitted(LayerCall call, Window window, String mode) {
    FeatureMaps maps = call.shape().maps();
    if (mode.equals("Strict")) {
      WindowRules.requireExact(window, maps);
    }
    WindowRules.requireRoom(window, maps);
    count(call, rest(window.vertical(), maps.height()));
    count(call, rest(window.horizontal(), maps.width()));
    return window;
  }

  private static long rest(WindowAxis axis, int length) {
    return ((long) length + axis.before() + axis.after() - axis.reach()) % axis.stride();
  }

  private static void count(LayerCall call, long rest) {
    if (rest != 0) {
      call.leaveOver();
    }
  }

  /** A window that sees a whole channel. */
  static Window all(FeatureMaps maps) {
    return new Window(WindowAxis.of(maps.height(), 1), WindowAxis.of(maps.width(), 1));
  }
}
