package io.github.ann2snn.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX models that tell which quarter of 4 x 4 pixels is bright: the one with the largest sum. */
final class QuartersOnnx {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("quarters");

  private QuartersOnnx() {}

  /**
   * A chain: sums of quarters, ReLU, and twice that.
   *
   * @param full what a full pixel is for the model
   */
  static void chain(Path file, float full) throws IOException {
    QuartersOnnx model = new QuartersOnnx();
    model.tensor("w1", List.of(4, 16), sums(1 / full));
    model.tensor("b1", List.of(4), new float[] {-1, -1, -1, -1});
    model.tensor("w2", List.of(4, 4), diagonal(2));
    model.gemm("fc1", "x", "h", "w1", "b1");
    model.node("Relu", "relu1", "h", "r");
    model.gemm("fc2", "r", "y", "w2");
    model.write(file);
  }

  /** The sums of quarters, and the same behind a ReLU, added. */
  static void residual(Path file) throws IOException {
    QuartersOnnx model = new QuartersOnnx();
    model.tensor("w1", List.of(4, 16), sums(1));
    model.gemm("fc1", "x", "h", "w1");
    model.node("Relu", "relu1", "h", "r");
    model.graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Add")
            .setName("join")
            .addInput("h")
            .addInput("r")
            .addOutput("y"));
    model.write(file);
  }

  /** Sums of quarters and a leaky ReLU, whose slope no firing rate can stand for. */
  static void leaky(Path file) throws IOException {
    QuartersOnnx model = new QuartersOnnx();
    model.tensor("w1", List.of(4, 16), sums(1));
    model.tensor("w2", List.of(4, 4), diagonal(2));
    model.gemm("fc1", "x", "h", "w1");
    model.node("LeakyRelu", "leaky", "h", "r");
    model.gemm("fc2", "r", "y", "w2");
    model.write(file);
  }

  static float[] sums(float weight) {
    float[] sums = new float[64];
    for (int pixel = 0; pixel < 16; pixel++) {
      sums[(pixel / 8 * 2 + pixel % 4 / 2) * 16 + pixel] = weight;
    }
    return sums;
  }

  static float[] diagonal(float weight) {
    float[] diagonal = new float[16];
    for (int i = 0; i < 4; i++) {
      diagonal[5 * i] = weight;
    }
    return diagonal;
  }

  private void tensor(String name, List<Integer> dims, float[] values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    tensor.setDataType(TensorProto.DataType.FLOAT.getNumber());
    dims.forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
  }

  private void gemm(String name, String input, String output, String... weights) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType("Gemm").setName(name);
    node.addInput(input).addAllInput(List.of(weights)).addOutput(output);
    node.addAttribute(
        AttributeProto.newBuilder().setName("transB").setType(AttributeType.INT).setI(1));
    graph.addNode(node);
  }

  private void node(String operator, String name, String input, String output) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operator).setName(name).addInput(input).addOutput(output));
  }

  private static ValueInfoProto value(String name, int values) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
    tensor.getShapeBuilder().addDimBuilder().setDimParam("batch");
    tensor.getShapeBuilder().addDimBuilder().setDimValue(values);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private void write(Path file) throws IOException {
    graph.addInput(value("x", 16)).addOutput(value("y", 4));
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));
    Files.write(file, model.build().toByteArray());
  }
}
