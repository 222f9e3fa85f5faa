package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.files.Text;
import java.util.List;

/** Layers and preprocessors that compute nothing. */
final class Rearranging {
  private Rearranging() {}

  static void pad(LayerCall call) {
    call.requireMaps("dataFormat");
    int[] sides = call.said().numbers("padding", 0, 4);
    call.give(new Pad(List.of(0, sides[0], sides[2]), List.of(0, sides[1], sides[3]), 0));
  }

  static void padLine(LayerCall call) {
    call.requireSeries("");
    int[] sides = call.said().numbers("padding", 0, 2);
    call.give(new Pad(List.of(0, sides[0]), List.of(0, sides[1]), 0));
  }

  static void crop(LayerCall call) {
    call.requireMaps("dataFormat");
    int[] sides = call.said().numbers("cropping", 0, 4);
    Shape shape = call.shape();
    call.give(
        part(
            List.of(0, sides[0], sides[2]),
            List.of(shape.size(0), shape.size(1) - sides[1], shape.size(2) - sides[3])));
  }

  static void cropLine(LayerCall call) {
    call.requireSeries("");
    int[] sides = call.said().numbers("cropping", 0, 2);
    call.give(
        part(List.of(0, sides[0]), List.of(call.shape().size(0), call.shape().size(1) - sides[1])));
  }

  /** Part of the values, without gaps. */
  static Slice part(List<Integer> start, List<Integer> end) {
    return new Slice(start, end, start.stream().map(each -> 1).toList());
  }

  static void repeat(LayerCall call) {
    call.requireMaps("format");
    int[] size = call.said().pair("size", 1);
    call.give(new Upsample(size[0], size[1]));
  }

  static void repeatLine(LayerCall call) {
    call.requireSeries("");
    call.give(new Upsample(1, call.said().first("size", 1)));
  }

  /** What stands before a layer. */
  static void preprocess(LayerCall call) {
    LayerSettings said = call.said();
    String kind = said.kind();
    said.require(
        said.className().equals("org.deeplearning4j.nn.conf.preprocessor." + kind),
        "has a preprocessor of class \"%s\", which is not allowed",
        Text.printable(said.className()));
    switch (kind) {
      case "FeedForwardToCnnPreProcessor" -> toMaps(call);
      case "CnnToFeedForwardPreProcessor" -> toRow(call);
      // Behind pooling of whole channels, where it leaves rows as they are.
      case "RnnToFeedForwardPreProcessor" ->
          said.require(
              call.shape().rank() == 1,
              "makes samples of the steps of a series (%s), which is not supported",
              kind);
      default ->
          throw said.refuse(
              "has a %s, which is not supported; supported are FeedForwardToCnnPreProcessor and"
                  + " CnnToFeedForwardPreProcessor",
              Text.printable(kind));
    }
  }

  private static void toMaps(LayerCall call) {
    Shape maps = maps(call.said());
    boolean fits =
        call.shape().equals(maps)
            || (call.shape().rank() == 1 && call.shape().values() == maps.values());
    requireFits(call, fits, maps);
    call.reshape(maps);
  }

  private static void toRow(LayerCall call) {
    boolean last = call.said().node().path("format").asText("NCHW").equals("NHWC");
    if (call.shape().rank() == 1) {
      return;
    }
    boolean unsaid = call.said().node().path("numChannels").asInt(-1) == 0;
    if (!unsaid) {
      Shape maps = maps(call.said());
      requireFits(call, call.shape().equals(maps), maps);
    }
    call.said()
        .require(
            last == call.channelsLast(),
            "has a %s with its channels %s, but what goes in has them %s",
            call.said().kind(),
            last ? "last" : "first",
            last ? "first" : "last");
    call.flatten();
  }

  /** The maps that a preprocessor says. */
  static Shape maps(LayerSettings said) {
    int channels = said.size("numChannels");
    int height = said.size("inputHeight");
    int width = said.size("inputWidth");
    try {
      return Shape.of(channels, height, width);
    } catch (IllegalArgumentException e) {
      throw said.refuse("has a %s: %s", said.kind(), e.getMessage());
    }
  }

  private static void requireFits(LayerCall call, boolean fits, Shape maps) {
    call.said()
        .require(
            fits, "has a %s of %s, but what goes in is %s", call.said().kind(), maps, call.shape());
  }
}
