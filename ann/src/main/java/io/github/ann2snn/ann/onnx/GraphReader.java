package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Input;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
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
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.UINT8);

  private final Path file;
  private final int operators;
  private final AnnGraph.Builder network = new AnnGraph.Builder();

  /**
   * @param operators version of the operator set
   */
  GraphReader(Path file, int operators) {
    this.file = file;
    this.operators = operators;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if the graph as a whole is not supported
   * @throws BadFileException if a node is not
   */
  AnnGraph read(GraphProto graph) throws BadFileException {
    Refusal.when(
        graph.getOutputCount() != 1,
        "%d outputs (%s), expected one; export the network with its logits alone",
        graph.getOutputCount(),
        names(graph.getOutputList()));
    ValueInfoProto input = input(graph);
    String output = graph.getOutput(0).getName();
    List<NodeProto> needed = needed(graph, output);
    Names names = new Names(file.toAbsolutePath().getParent(), graph.getSerializedSize());
    List<Integer> dims = dims(input);
    names.put(input.getName(), new Value.Activation(network.add(shown(input), sample(dims))));
    for (TensorProto tensor : graph.getInitializerList()) {
      names.put(tensor.getName(), new Value.Stored(tensor));
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
          Admission.shown(node.getDomain()));
      Operators.Operator operator = Operators.named(node.getOpType());
      Call call = new Call(node, operators, names, network, batch);
      operator.read(call);
      call.attributes().requireNoOthers();
    } catch (IllegalArgumentException | ArithmeticException e) {
      String name = node.getName().isEmpty() ? "" : " " + Admission.shown(node.getName());
      throw new BadFileException(
          file, "node " + Admission.shown(node.getOpType()) + name, Admission.reason(e), e);
    }
  }

  private AnnGraph network(Names names, String output) {
    Value last = names.value(output);
    if (!(last instanceof Value.Activation activation)) {
      throw Refusal.of("its output '%s' does not depend on its input", Admission.shown(output));
    }
    Refusal.when(
        network.shape(activation.node()).rank() != 1,
        "its output has the shape %s, expected one value for each class; end with Flatten or a"
            + " mean over space",
        network.shape(activation.node()));
    return network.upTo(activation.node());
  }

  /** The only input that is no constant; older files list constants among the inputs. */
  private static ValueInfoProto input(GraphProto graph) {
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
    return Admission.shown(value.getName());
  }

  /** The declared shape; a batch that is left open counts as 1. */
  private static List<Integer> dims(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    DataType numbers = DataType.forNumber(type.getElemType());
    Refusal.when(
        numbers == null || !INPUTS.contains(numbers),
        "input '%s' takes %s, expected float",
        shown(input),
        numbers);
    List<Integer> dims = new ArrayList<>();
    for (Dimension dimension : type.getShape().getDimList()) {
      boolean open = !dimension.hasDimValue() || dimension.getDimValue() < 1;
      Refusal.when(
          open && !dims.isEmpty(),
          "input '%s' leaves size %d of its shape open (%s); export with a fixed size",
          shown(input),
          dims.size(),
          Admission.shown(dimension.getDimParam()));
      dims.add(open ? 1 : Math.toIntExact(dimension.getDimValue()));
    }
    Refusal.when(
        dims.size() < 2 || dims.size() > 4,
        "input '%s' has the shape %s, expected [batch, features], [batch, channels, length] or"
            + " [batch, channels, height, width]",
        shown(input),
        dims);
    return dims;
  }

  private static Input sample(List<Integer> dims) {
    return Input.of(new Shape(dims.subList(1, dims.size())));
  }

  /** The nodes that the output depends on, in the order of the file. */
  private static List<NodeProto> needed(GraphProto graph, String output) {
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
