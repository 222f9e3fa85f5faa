package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A good model in a file, of which tests make bad ones: the message that refuses it. */
abstract class OnnxDefects {
  @TempDir Path folder;
  Path file;

  /** {@code y = w x + b} for two inputs and three outputs. */
  final ModelProto.Builder model = ModelProto.newBuilder();

  final GraphProto.Builder graph = model.getGraphBuilder();

  @BeforeEach
  void makeGoodModel() {
    file = folder.resolve("model.onnx");
    model.setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
    graph.addInput(value("x", 0, 2)).addOutput(value("y", 0, 3));
    graph
        .addInitializer(tensor("w", new float[6], 2, 3))
        .addInitializer(tensor("b", new float[3], 3));
    graph.addNode(node("Gemm", "fc", "y", "x", "w", "b"));
  }

  static ValueInfoProto value(String name, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(
          dim == 0
              ? Dimension.newBuilder().setDimParam("N")
              : Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  static TensorProto.Builder tensor(String name, float[] values, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor;
  }

  static NodeProto.Builder node(String kind, String name, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(kind)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  static AttributeProto.Builder whole(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value);
  }

  /** The file is refused, and the message says this behind its name. */
  void refused(String message) throws IOException {
    Files.write(file, model.build().toByteArray());
    refusedAsItIs(message);
  }

  void refusedAsItIs(String message) {
    assertEquals(
        file + ": " + message,
        assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage());
  }

  void refusedNode(NodeProto.Builder node, String message) throws IOException {
    graph.setNode(0, node);
    refused(message);
  }

  void refusedWeight(Consumer<TensorProto.Builder> change, String message) throws IOException {
    change.accept(graph.getInitializerBuilder(0));
    refused("node Gemm fc: " + message);
  }

  static TensorProto wholes(String name, long... values) {
    TensorProto.Builder row =
        TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
    Arrays.stream(values).forEach(row::addInt64Data);
    return row.addDims(values.length).build();
  }

  static AttributeProto.Builder wholes(String name, List<Long> values) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values);
  }
}
