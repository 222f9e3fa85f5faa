package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.architecture.Stage;
import io.github.ann2snn.ann.graph.GlobalAverage;
import io.github.ann2snn.ann.graph.Pool;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.runtime.connection.Window;

/** Pooling by the largest, the mean or the sum. */
final class Pooling {
  private Pooling() {}

  /** In two dimensions. */
  static void plane(LayerCall call) {
    call.requireMaps("cnn2dDataFormat");
    within(call, Windows.plane(call));
  }

  /** In one dimension. */
  static void line(LayerCall call) {
    call.requireSeries("");
    call.said()
        .require(!call.channelsLast(), "has its channels last (NWC), which is not supported");
    within(call, Windows.line(call));
  }

  private static void within(LayerCall call, Window window) {
    boolean largest = call.said().word("poolingType", "AVG", "MAX").equals("MAX");
    boolean dilated = window.vertical().dilation() > 1 || window.horizontal().dilation() > 1;
    call.said()
        .require(
            !dilated || !window.isPadded(),
            "has dilated pooling with padding, which is not supported");
    boolean padded = window.isPadded() && !call.said().isSet("avgPoolIncludePadInDivisor", true);
    call.stage(new Stage.Pooling(kind(largest), window));
    Pool.Kind average = padded ? Pool.Kind.AVERAGE_WITHOUT_PADDING : Pool.Kind.AVERAGE;
    call.give(new Pool(largest ? Pool.Kind.MAX : average, window));
  }

  private static Stage.Pooling.Kind kind(boolean largest) {
    return largest ? Stage.Pooling.Kind.MAX : Stage.Pooling.Kind.AVERAGE;
  }

  /** Of whole channels. */
  static void global(LayerCall call) {
    LayerSettings said = call.said();
    Shape shape = call.shape();
    said.require(
        shape.rank() > 1, "is a GlobalPoolingLayer, but gets rows instead of feature maps");
    requireAll(call);
    String kind = said.word("poolingType", "AVG", "MAX", "SUM");
    if (kind.equals("MAX")) {
      call.give(new Pool(Pool.Kind.MAX, Windows.all(shape.maps())));
      call.reshape(Shape.of(shape.channels()));
    } else {
      call.give(new GlobalAverage());
    }
    if (kind.equals("SUM")) {
      call.scale(shape.perChannel(), 0);
    } else if (shape.rank() == 3) {
      call.stage(new Stage.GlobalPooling(kind(kind.equals("MAX"))));
    }
    if (!said.isSet("collapseDimensions", true)) {
      call.reshape(
          shape.rank() == 3 ? Shape.of(shape.channels(), 1, 1) : Shape.of(shape.channels(), 1));
    }
  }

  /** DL4J writes the dimensions of space where it knew the type of the input. */
  private static void requireAll(LayerCall call) {
    LayerSettings said = call.said();
    boolean plane = call.shape().rank() == 3;
    String first = plane ? "[2,3]" : "[2]";
    String last = plane ? "[1,2]" : "[1]";
    boolean stated = said.has("poolingDimensions");
    boolean all =
        stated
            ? said.json("poolingDimensions").equals(call.channelsLast() ? last : first)
            : !call.channelsLast();
    said.require(
        all && (said.isSet("collapseDimensions", true) || !call.channelsLast()),
        "has global pooling over chosen dimensions, which is not supported");
  }
}
