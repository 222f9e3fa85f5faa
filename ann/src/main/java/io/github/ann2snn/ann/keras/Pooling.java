package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.connection.FeatureMaps;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pooling, also of whole channels; Keras's averages leave out the padding. */
final class Pooling {
  private Pooling() {}

  static KerasTensor max(LayerCall call) throws BadFileException {
    return pooled(call, Pool.Kind.MAX);
  }

  static KerasTensor average(LayerCall call) throws BadFileException {
    return pooled(call, Pool.Kind.AVERAGE_WITHOUT_PADDING);
  }

  private static KerasTensor pooled(LayerCall call, Pool.Kind kind) throws BadFileException {
    int node = call.maps();
    List<Integer> size = call.sizes("pool_size", Collections.nCopies(call.space(), 2));
    List<Integer> stride = call.sizes("strides", size);
    Window window =
        call.window(call.draft().shape(node), size, stride, Collections.nCopies(call.space(), 1));
    boolean plain = kind != Pool.Kind.MAX && !window.isPadded();
    return call.ofMaps(call.add(new Pool(plain ? Pool.Kind.AVERAGE : kind, window), node));
  }

  static KerasTensor globalAverage(LayerCall call) throws BadFileException {
    return global(call, call.add(new GlobalAverage(), call.maps()));
  }

  static KerasTensor globalMax(LayerCall call) throws BadFileException {
    int node = call.maps();
    FeatureMaps maps = call.draft().shape(node).maps();
    Window all = new Window(WindowAxis.of(maps.height(), 1), WindowAxis.of(maps.width(), 1));
    int made = call.add(new Pool(Pool.Kind.MAX, all), node);
    return global(call, call.draft().reshaped(call.layer(), made, Shape.of(maps.channels())));
  }

  /** One value for each channel, perhaps with axes of length 1. */
  private static KerasTensor global(LayerCall call, int node) throws BadFileException {
    Shape shape = call.draft().shape(node);
    KerasTensor row = KerasTensor.of(node, shape);
    if (!call.layer().isSet("keepdims", false)) {
      return row;
    }
    List<Integer> kept = new ArrayList<>(Collections.nCopies(call.space(), 1));
    kept.add(call.channelsFirst() ? 0 : call.space(), shape.channels());
    return row.reshaped(new Shape(kept));
  }
}
