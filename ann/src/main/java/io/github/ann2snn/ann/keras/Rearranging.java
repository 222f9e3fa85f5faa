package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Pad;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.graph.Slice;
import io.github.ann2snn.ann.graph.Upsample;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Layers that move, repeat, add or leave out values. */
final class Rearranging {
  private Rearranging() {}

  /** Makes a row; with {@code channels_first}, Keras moves the channels behind all else for it. */
  static KerasTensor flatten(LayerCall call) throws BadFileException {
    KerasTensor input = call.input();
    Shape row = Shape.of(input.shape().values());
    if (call.channelsFirst() && input.shape().rank() > 1) {
      KerasTensor known = call.withDimensions(input);
      return known.turned(KerasTensor.behind(known.shape().rank())).reshaped(row);
    }
    return input.reshaped(row);
  }

  static KerasTensor reshape(LayerCall call) throws BadFileException {
    KerasTensor input = call.input();
    return input.reshaped(call.layer().targetShape(input.shape().values()));
  }

  /** Axes in another order, counted from 1. */
  static KerasTensor permute(LayerCall call) throws BadFileException {
    KerasTensor input = call.withDimensions(call.input());
    int rank = input.shape().rank();
    List<Integer> order = call.layer().wholes("dims").stream().map(axis -> axis - 1).toList();
    call.layer()
        .refuseIf(
            !order.stream().sorted().toList().equals(IntStream.range(0, rank).boxed().toList()),
            "has \"dims\" %s; it must be an order of the axes 1 to %d",
            KerasLayer.shown(call.layer().setting("dims")),
            rank);
    return input.turned(order);
  }

  static KerasTensor pad(LayerCall call) throws BadFileException {
    List<List<Integer>> sides = call.layer().sides("padding", call.space());
    List<Integer> before = new ArrayList<>(List.of(0));
    List<Integer> after = new ArrayList<>(List.of(0));
    for (List<Integer> side : sides) {
      before.add(side.get(0));
      after.add(side.get(1));
    }
    return call.ofMaps(call.add(new Pad(before, after, 0), call.maps()));
  }

  static KerasTensor crop(LayerCall call) throws BadFileException {
    int node = call.maps();
    Shape shape = call.draft().shape(node);
    List<List<Integer>> sides = call.layer().sides("cropping", call.space());
    List<Integer> start = new ArrayList<>(List.of(0));
    List<Integer> end = new ArrayList<>(List.of(shape.channels()));
    for (int d = 0; d < sides.size(); d++) {
      start.add(sides.get(d).get(0));
      end.add(shape.size(1 + d) - sides.get(d).get(1));
    }
    List<Integer> ones = Collections.nCopies(shape.rank(), 1);
    return call.ofMaps(call.add(new Slice(start, end, ones), node));
  }

  static KerasTensor upsample(LayerCall call) throws BadFileException {
    String kind = call.layer().word("interpolation", "nearest");
    call.layer()
        .refuseIf(
            !kind.equals("nearest"),
            "has interpolation \"%s\"; supported is nearest",
            Text.printable(kind));
    String key = call.layer().config().has("length") ? "length" : "size";
    List<Integer> size = call.sizes(key, Collections.nCopies(call.space(), 2));
    int rows = call.space() == 1 ? 1 : size.get(0);
    int columns = size.get(call.space() - 1);
    return call.ofMaps(call.add(new Upsample(rows, columns), call.maps()));
  }
}
