package io.github.ann2snn.ann.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.architecture.WindowRules;
import io.github.ann2snn.ann.graph.Operation;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Window;
import io.github.ann2snn.runtime.connection.Window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer while it is read, once for each time that a model calls it.
 *
 * @param layer what it is
 * @param inputs the tensors that it takes
 * @param constants the numbers that an operation takes beside them
 * @param constantFirst whether such a number comes before the tensors
 * @param draft where its nodes go
 */
record LayerCall(
    KerasLayer layer,
    List<KerasTensor> inputs,
    List<JsonNode> constants,
    boolean constantFirst,
    Draft draft) {
  private static final String FIRST = "channels_first";
  private static final String LAST = "channels_last";

  /** The same tensors taken by a layer that stands within this one. */
  LayerCall with(KerasLayer inner, KerasTensor input) {
    return new LayerCall(inner, List.of(input), List.of(), false, draft);
  }

  /** The only tensor. */
  KerasTensor input() throws BadFileException {
    if (inputs.size() != 1 || !constants.isEmpty()) {
      throw layer.refuse("gets %d inputs, expected 1", inputs.size() + constants.size());
    }
    return inputs.get(0);
  }

  /** Adds a node. */
  int add(Operation operation, Integer... nodes) throws BadFileException {
    return draft.add(layer, operation, List.of(nodes));
  }

  /** Adds a node that changes each value by itself. */
  KerasTensor each(Operation operation, KerasTensor tensor) throws BadFileException {
    return tensor.at(add(operation, tensor.node()));
  }

  /** Likewise, with weights. */
  KerasTensor each(Draft.Weighted operation, KerasTensor tensor) throws BadFileException {
    return tensor.at(draft.add(operation, tensor.node(), draft.shape(tensor.node())));
  }

  /** A node that gives a tensor's values in Keras's own order and shape. */
  int inOrder(KerasTensor tensor) throws BadFileException {
    Optional<List<Integer>> turn = tensor.turn();
    int node =
        turn.isEmpty() ? tensor.node() : add(new Permute(turn.get()), inShape(tensor).node());
    return draft.reshaped(layer, node, tensor.shape());
  }

  /** A node that gives a tensor's values with its dimensions in another order. */
  int inOrder(KerasTensor tensor, List<Integer> dimensions) throws BadFileException {
    return inOrder(withDimensions(tensor).turned(dimensions));
  }

  /** The same tensor, its shape that of its node but for the order of dimensions. */
  KerasTensor withDimensions(KerasTensor tensor) throws BadFileException {
    return tensor.hasDimensions()
        ? inShape(tensor)
        : KerasTensor.of(inOrder(tensor), tensor.shape());
  }

  /** The same tensor, with a node of the shape that its order is for. */
  KerasTensor inShape(KerasTensor tensor) throws BadFileException {
    return tensor.at(draft.reshaped(layer, tensor.node(), tensor.from()));
  }

  /** The same tensor, with a node that gives its values in a row, in an order of its own. */
  KerasTensor inRow(KerasTensor tensor) throws BadFileException {
    return tensor.at(draft.reshaped(layer, tensor.node(), Shape.of(tensor.from().values())));
  }

  /** The same tensor, with a dimension of it the first one of the node. */
  KerasTensor withFirst(KerasTensor tensor, int dimension) throws BadFileException {
    KerasTensor known = withDimensions(tensor);
    if (known.order().get(dimension) == 0) {
      return known;
    }
    int rank = tensor.shape().rank();
    List<Integer> before = KerasTensor.before(dimension, rank);
    int node = inOrder(known, before);
    List<Integer> back = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      back.add(before.indexOf(d));
    }
    return KerasTensor.of(node, draft.shape(node)).turned(back);
  }

  /** Whether the layer has its channels first. */
  boolean channelsFirst() throws BadFileException {
    return channelsFirst(layer);
  }

  /** Whether a layer has its channels first; Keras's default is last. */
  static boolean channelsFirst(KerasLayer layer) throws BadFileException {
    String format = layer.word("data_format", LAST);
    layer.refuseIf(
        !format.equals(FIRST) && !format.equals(LAST),
        "has data_format \"%s\"; supported are channels_last and channels_first",
        Text.printable(format));
    return format.equals(FIRST);
  }

  /** How many dimensions of space the layer is for, as the end of its name says. */
  int space() {
    return layer.kind().endsWith("1D") ? 1 : 2;
  }

  /** A node that gives the layer's input, its channels first. */
  int maps() throws BadFileException {
    KerasTensor tensor = input();
    Shape shape = tensor.shape();
    if (shape.rank() != space() + 1) {
      layer.refuseIf(
          shape.rank() == 2,
          "gets images of shape %s, without an axis of channels; add Reshape((%d, %d, 1)) before it",
          shape,
          shape.size(0),
          shape.size(shape.rank() - 1));
      throw layer.refuse(
          "needs images or feature maps, but gets values of shape %s; reshape the inputs before it",
          shape);
    }
    return channelsFirst()
        ? inOrder(tensor)
        : inOrder(tensor, KerasTensor.before(space(), space() + 1));
  }

  /** What a node gives that has its channels first, as Keras has it. */
  KerasTensor ofMaps(int node) throws BadFileException {
    return KerasTensor.ofMaps(node, draft.shape(node), channelsFirst());
  }

  /** Numbers of a setting, one for each dimension of space. */
  List<Integer> sizes(String key, List<Integer> unsaid) throws BadFileException {
    return layer.sizes(key, space(), unsaid);
  }

  /** A window over maps, padded as the layer says. */
  Window window(Shape maps, List<Integer> kernel, List<Integer> stride, List<Integer> dilation)
      throws BadFileException {
    String padding = layer.word("padding", "valid");
    List<WindowAxis> axes = new ArrayList<>();
    for (int d = 0; d < space(); d++) {
      WindowAxis plain = new WindowAxis(kernel.get(d), stride.get(d), 0, 0, dilation.get(d));
      WindowAxis axis =
          switch (padding) {
            case "valid" -> plain;
            case "same" -> WindowRules.same(plain, maps.size(1 + d));
            case "causal" -> WindowRules.padded(plain, plain.reach() - 1, 0);
            default ->
                throw layer.refuse(
                    "has padding \"%s\"; supported are valid, same and causal",
                    Text.printable(padding));
          };
      axes.add(axis);
    }
    return new Window(space() == 1 ? WindowAxis.of(1, 1) : axes.get(0), axes.get(space() - 1));
  }
}
