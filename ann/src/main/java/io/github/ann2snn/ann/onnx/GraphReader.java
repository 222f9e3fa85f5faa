package io.github.ann2snn.ann.onnx;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Permute;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.ann.onnx.message.Onnx.Dimension;
import io.github.ann2snn.ann.onnx.message.Onnx.GraphProto;
import io.github.ann2snn.ann.onnx.message.Onnx.NodeProto;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto;
import io.github.ann2snn.ann.onnx.message.Onnx.TensorProto.DataType;
import io.github.ann2snn.ann.onnx.message.Onnx.TypeProto;
import io.github.ann2snn.ann.onnx.message.Onnx.ValueInfoProto;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a graph, node by node. What its output does not need is left out. */
final class GraphReader {
  private static final Set<DataType> INPUTS =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16, DataType.UINT8);

  /** Of a sample: 4,096 x 4,096 of them. */
  private static final int MOST_VALUES = 1 << 24;

  private static final String FIXED =
      "export with a fixed size, or fix it: python -m onnxruntime.tools.make_dynamic_shape_fixed"
          + " model.onnx fixed.onnx ";

  private final Path file;
  private final int operators;
  private final GraphProto graph;
  private final AnnGraph.Builder network = new AnnGraph.Builder();
  private boolean channelsLast;

  /**
   * @param operators version of the operator set
   */
  GraphReader(Path file, int operators, GraphProto graph) {
    this.file = file;
    this.operators = operators;
    this.graph = graph;
  }

  /** Whether samples have their channels last; known once it is read. */
  boolean isChannelsLast() {
    return channelsLast;
  }

  /** Whether samples are bytes. */
  boolean takesBytes() {
    return type(input()) == DataType.UINT8;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if the graph as a whole is not supported
   * @throws BadFileException if a node is not
   */
  AnnGraph read() throws BadFileException {
    Refusal.when(
        graph.getOutputCount() != 1,
        "%d outputs (%s), expected one; export the network with its logits alone",
        graph.getOutputCount(),
        names(graph.getOutputList()));
    ValueInfoProto input = input();
    String output = graph.getOutput(0).getName();
    List<NodeProto> needed = needed(output);
    Names names = new Names(file);
    List<Integer> dims = dims(input);
    channelsLast = new ChannelOrder(input.getName(), needed).isLast(dims);
    names.put(input.getName(), new Names.Value.Activation(sample(shown(input), dims)));
    for (TensorProto tensor : graph.getInitializerList()) {
      names.put(tensor.getName(), new Names.Value.Stored(tensor));
    }
    for (NodeProto node : needed) {
      read(node, names, dims.get(0));
    }
    return network(names, output);
  }

  private void read(NodeProto node, Names names, int batch) throws BadFileException {
    try {
      Refusal.when(
          !OnnxModel.isStandard(node.getDomain()),
          "it is of the domain %s; export with ONNX's own operators alone",
          Text.printable(node.getDomain()));
      Operators.Reader operator = Operators.named(node.getOpType());
      Call call = new Call(node, operators, names, network, batch);
      operator.read(call);
      call.attributes().requireNoOthers();
    } catch (IllegalArgumentException | ArithmeticException e) {
      String name = node.getName().isEmpty() ? "" : " " + Text.printable(node.getName());
      throw new BadFileException(
          file, "node " + Text.printable(node.getOpType()) + name, OnnxModel.reason(e), e);
    }
  }

  private AnnGraph network(Names names, String output) {
    Names.Value last = names.value(output);
    if (!(last instanceof Names.Value.Activation activation)) {
      throw Refusal.of("its output '%s' does not depend on its input", Text.printable(output));
    }
    Refusal.when(
        network.shape(activation.node()).rank() != 1,
        "its output has the shape %s, expected one value for each class; end with Flatten or a"
            + " mean over space",
        network.shape(activation.node()));
    return network.upTo(activation.node());
  }

  /** The only input that is no constant; older files list constants among the inputs. */
  private ValueInfoProto input() {
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(in -> !constants.contains(in.getName())).toList();
    Refusal.when(inputs.size() != 1, "%d inputs (%s), expected one", inputs.size(), names(inputs));
    return inputs.get(0);
  }

  private static String names(List<ValueInfoProto> values) {
    return values.stream().limit(5).map(GraphReader::shown).collect(Collectors.joining(", "));
  }

  private static String shown(ValueInfoProto value) {
    return Text.printable(value.getName());
  }

  /** The declared shape; a batch that is left open counts as 1. */
  private static List<Integer> dims(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    DataType numbers = type(input);
    Refusal.when(
        numbers == null || !INPUTS.contains(numbers),
        "input '%s' takes %s, expected float; networks of words and other numbers of a list are not"
            + " supported",
        shown(input),
        numbers);
    List<Integer> dims = new ArrayList<>();
    for (Dimension dimension : type.getDimList()) {
      boolean open = !dimension.hasDimValue() || dimension.getDimValue() < 1;
      Refusal.when(
          open && !dims.isEmpty(),
          "input '%s' leaves size %d of its shape open; %s",
          shown(input),
          dims.size(),
          fixed(input, dimension));
      dims.add(open ? 1 : Math.toIntExact(dimension.getDimValue()));
    }
    Refusal.when(
        dims.size() < 2 || dims.size() > 4,
        "input '%s' has the shape %s, expected [batch, features], [batch, channels, length] or"
            + " [batch, channels, height, width]",
        shown(input),
        dims);
    int values = Tensor.size(dims.subList(1, dims.size()));
    Refusal.when(
        values > MOST_VALUES,
        "input '%s' has the shape %s; at most %d values can be read",
        shown(input),
        dims,
        MOST_VALUES);
    return dims;
  }

  private static String fixed(ValueInfoProto input, Dimension open) {
    return FIXED
        + (open.getDimParam().isEmpty()
            ? "--input_name " + shown(input) + " --input_shape 1,3,32,32"
            : "--dim_param " + Text.printable(open.getDimParam()) + " --dim_value 32");
  }

  private static DataType type(ValueInfoProto input) {
    return DataType.forNumber(input.getType().getTensorType().getElemType());
  }

  /** Adds the samples, channels first; gives the node that has them as the file does. */
  private int sample(String name, List<Integer> dims) {
    List<Integer> sizes = new ArrayList<>(dims.subList(1, dims.size()));
    if (!channelsLast) {
      return network.add(name, Input.of(new Shape(sizes)));
    }
    Shape own = new Shape(sizes);
    Collections.rotate(sizes, 1);
    int first = network.add(name, Input.of(new Shape(sizes)));
    if (sizes.get(0) == 1) {
      return network.reshaped(name, first, own);
    }
    List<Integer> order = new ArrayList<>();
    for (int d = 1; d <= sizes.size(); d++) {
      order.add(d % sizes.size());
    }
    return network.add(name, new Permute(order), first);
  }

  /** The nodes that the output depends on, in the order of the file. */
  private List<NodeProto> needed(String output) {
    Set<String> wanted = new HashSet<>(Set.of(output));
    List<NodeProto> needed = new ArrayList<>();
    for (int n = graph.getNodeCount() - 1; n >= 0; n--) {
      NodeProto node = graph.getNode(n);
      if (node.getOutputList().stream().anyMatch(wanted::contains)) {
        needed.add(node);
        wanted.addAll(node.getInputList());
      }
    }
    Collections.reverse(needed);
    return needed;
  }
}
