package io.github.ann2snn.ann.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Writes a model node by node, its constants in any of the ways that the format has. */
final class OnnxWriter {
  final int operators;
  final TreeSet<String> used = new TreeSet<>();
  private final Random random;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("random");
  private int names;

  OnnxWriter(int operators, Random random) {
    this.operators = operators;
    this.random = random;
  }

  boolean since(int version) {
    return operators >= version;
  }

  /** A node with one result; gives its name. */
  String node(String kind, Map<String, ?> attributes, String... inputs) {
    return node(kind, 1, attributes, inputs).get(0);
  }

  /** A node with several results. */
  List<String> node(String kind, int outputs, Map<String, ?> attributes, String... inputs) {
    used.add(kind);
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(kind).addAllInput(List.of(inputs));
    for (int i = 0; i < outputs; i++) {
      node.addOutput("t" + names++);
    }
    attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
    graph.addNode(node);
    return node.getOutputList();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer number) {
      attribute.setType(AttributeType.INT).setI(number);
    } else if (value instanceof Float number) {
      attribute.setType(AttributeType.FLOAT).setF(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof TensorProto tensor) {
      attribute.setType(AttributeType.TENSOR).setT(tensor);
    } else if (((List<?>) value).get(0) instanceof Float) {
      attribute.setType(AttributeType.FLOATS);
      ((List<?>) value).forEach(number -> attribute.addFloats((Float) number));
    } else {
      attribute.setType(AttributeType.INTS);
      ((List<?>) value).forEach(number -> attribute.addInts((Integer) number));
    }
    return attribute.build();
  }

  /** Random weights, so large that values keep their size where {@code fanIn} are added. */
  String weights(int fanIn, Integer... dims) {
    return constant(List.of(dims), numbers(size(List.of(dims)), (float) (1.7 / Math.sqrt(fanIn))));
  }

  /** A random whole number. */
  int range(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Random numbers from -1 to 1, times a size. */
  float[] numbers(int count, float largest) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = largest * (2 * random.nextFloat() - 1);
    }
    return numbers;
  }

  static int size(List<Integer> dims) {
    return dims.stream().reduce(1, Math::multiplyExact);
  }

  /** A constant: an initializer or a node, raw or typed. */
  String constant(List<Integer> dims, float[] values) {
    TensorProto.Builder tensor = tensor(dims, DataType.FLOAT);
    if (random.nextBoolean()) {
      for (float value : values) {
        tensor.addFloatData(value);
      }
    } else {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      tensor.setRawData(ByteString.copyFrom(bytes));
    }
    return place(tensor);
  }

  /** A single number. */
  String scalar(float value) {
    return since(12) && random.nextBoolean()
        ? node("Constant", Map.of("value_float", value))
        : constant(List.of(), new float[] {value});
  }

  /** A row of whole numbers. */
  String wholes(List<Integer> values) {
    return wholes(List.of(values.size()), values);
  }

  /** A single whole number. */
  String whole(int value) {
    return wholes(List.of(), List.of(value));
  }

  private String wholes(List<Integer> dims, List<Integer> values) {
    TensorProto.Builder tensor = tensor(dims, DataType.INT64);
    if (random.nextBoolean()) {
      values.forEach(tensor::addInt64Data);
    } else {
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
      values.forEach(bytes::putLong);
      tensor.setRawData(ByteString.copyFrom(bytes.flip()));
    }
    return place(tensor);
  }

  static TensorProto.Builder tensor(List<Integer> dims, DataType type) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    dims.forEach(tensor::addDims);
    return tensor;
  }

  private String place(TensorProto.Builder tensor) {
    if (random.nextInt(4) == 0) {
      return node("Constant", Map.of("value", tensor.build()));
    }
    String name = "w" + names++;
    graph.addInitializer(tensor.setName(name));
    if (operators < 9) {
      // IR version 3 lists them among the inputs.
      List<Integer> dims = tensor.getDimsList().stream().map(Math::toIntExact).toList();
      graph.addInput(value(name, DataType.forNumber(tensor.getDataType()), dims));
    }
    return name;
  }

  static ValueInfoProto value(String name, DataType type, List<Integer> dims) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    tensor.getShapeBuilder();
    for (int dim : dims) {
      Dimension.Builder size = tensor.getShapeBuilder().addDimBuilder();
      if (dim < 0) {
        size.setDimParam("N");
      } else {
        size.setDimValue(dim);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /**
   * The model.
   *
   * @param sample shape of a sample
   * @param batch as it is declared; below 0 if it is open
   */
  ModelProto model(List<Integer> sample, int batch, String output, int classes) {
    List<Integer> dims = new java.util.ArrayList<>(List.of(batch));
    dims.addAll(sample);
    graph.addInput(value("x", DataType.FLOAT, dims));
    graph.addOutput(value(output, DataType.FLOAT, List.of(batch, classes)));
    return ModelProto.newBuilder()
        .setIrVersion(operators < 9 ? 3 : operators < 15 ? 7 : 10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operators))
        .setGraph(graph)
        .build();
  }
}
