package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file for each defect: each is refused with its place and what would help. */
class OnnxDefectsTest {
  @TempDir Path folder;
  private Path file;

  /** {@code y = w x + b} for two inputs and three outputs. */
  private final ModelProto.Builder model = ModelProto.newBuilder();

  private final GraphProto.Builder graph = model.getGraphBuilder();

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

  private static ValueInfoProto value(String name, long... dims) {
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

  private static TensorProto.Builder tensor(String name, float[] values, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor;
  }

  private static NodeProto.Builder node(String kind, String name, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(kind)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto.Builder whole(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value);
  }

  /** The file is refused, and the message says this behind its name. */
  private void refused(String message) throws IOException {
    Files.write(file, model.build().toByteArray());
    refusedAsItIs(message);
  }

  private void refusedAsItIs(String message) {
    assertEquals(
        file + ": " + message,
        assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage());
  }

  private void refusedNode(NodeProto.Builder node, String message) throws IOException {
    graph.setNode(0, node);
    refused(message);
  }

  private void refusedWeight(Consumer<TensorProto.Builder> change, String message)
      throws IOException {
    change.accept(graph.getInitializerBuilder(0));
    refused("node Gemm fc: " + message);
  }

  @Test
  void theModelIsGoodWithoutDefects() throws IOException {
    Files.write(file, model.build().toByteArray());
    assertEquals(Shape.of(3), OnnxModel.read(file).graph().output().shape());
  }

  @Test
  void noFile() {
    refusedAsItIs("no such file");
  }

  @Test
  void noMessage() throws IOException {
    Files.writeString(file, "PK this is something else");
    refusedAsItIs("no complete ONNX model; it is damaged, cut off, or something else");
  }

  @Test
  void cutOff() throws IOException {
    byte[] bytes = model.build().toByteArray();
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    refusedAsItIs("no complete ONNX model; it is damaged, cut off, or something else");
  }

  @Test
  void empty() throws IOException {
    Files.write(file, new byte[0]);
    refusedAsItIs("it holds no network");
  }

  @Test
  void aMillionMessagesOfTwoBytes() throws IOException {
    byte[] nodes = new byte[4 << 20];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = 0x0a;
    }
    model.setGraph(GraphProto.parseFrom(new byte[0]));
    ByteString start = model.build().toByteString();
    ByteString.Output out = ByteString.newOutput();
    start.writeTo(out);
    out.write(0x3a);
    out.write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x02});
    out.write(nodes);
    Files.write(file, out.toByteString().toByteArray());
    refusedAsItIs("it has more than 1048576 parts, which no network has");
  }

  @Test
  void nestedGraphs() throws IOException {
    GraphProto inner = GraphProto.getDefaultInstance();
    for (int depth = 0; depth < 20; depth++) {
      inner =
          GraphProto.newBuilder()
              .addNode(NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setG(inner)))
              .build();
    }
    model.setGraph(inner);
    refused("messages are nested more than 32 deep");
  }

  @Test
  void versions() throws IOException {
    String remedy =
        "; torch.onnx.export(model.eval(), sample, \"model.onnx\", opset_version=17) makes one that"
            + " is";
    model.getOpsetImportBuilder(0).setVersion(6);
    refused("operator set 6, expected 7 to 23" + remedy);
    model.getOpsetImportBuilder(0).setVersion(24);
    refused("operator set 24, expected 7 to 23" + remedy);
    model.setIrVersion(2);
    refused("version 2 of the format, expected 3 or newer" + remedy);
  }

  @Test
  void inputsAndOutputs() throws IOException {
    graph.addOutput(value("z", 0, 3));
    refused("2 outputs (y, z), expected one; export the network with its logits alone");
    graph.removeOutput(1).addInput(value("x2", 0, 2));
    refused("2 inputs (x, x2), expected one");
    graph.removeInput(1).setInput(0, value("x", 0, 0));
    String fix =
        "input 'x' leaves size 1 of its shape open; export with a fixed size, or fix it: python -m"
            + " onnxruntime.tools.make_dynamic_shape_fixed model.onnx fixed.onnx ";
    refused(fix + "--dim_param N --dim_value 32");
    graph.setInput(0, value("x", 0, -1));
    refused(fix + "--input_name x --input_shape 1,3,32,32");
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(7);
    refused(
        "input 'x' takes INT64, expected float; networks of words and other numbers of a list are"
            + " not supported");
    graph.setInput(0, value("x", 0, 1 << 25));
    refused("input 'x' has the shape [1, 33554432]; at most 16777216 values can be read");
    graph.setInput(0, value("x", 2));
    refused(
        "input 'x' has the shape [2], expected [batch, features], [batch, channels, length] or"
            + " [batch, channels, height, width]");
  }

  @Test
  void anUnknownOperator() throws IOException {
    refusedNode(
        node("Tanh", "act", "y", "x"),
        "node Tanh act: operator Tanh is not supported; only piecewise linear networks become"
            + " spiking ones; train it with ReLU in its place");
    refusedNode(
        node("Relu", "act", "y", "x").setDomain("com.microsoft"),
        "node Relu act: it is of the domain com.microsoft; export with ONNX's own operators alone");
  }

  @Test
  void anUnknownAttribute() throws IOException {
    refusedNode(
        node("Gemm", "fc", "y", "x", "w", "b").addAttribute(whole("secret", 1)),
        "node Gemm fc: its attribute secret is not supported");
    refusedNode(
        node("Gemm", "fc", "y", "x", "w").addAttribute(whole("alpha", 1)),
        "node Gemm fc: attribute alpha is INT, expected FLOAT");
  }

  @Test
  void aCycle() throws IOException {
    graph.addNode(node("Relu", "r", "a", "y"));
    refusedNode(
        node("Add", "sum", "y", "x", "a"),
        "node Add sum: it takes 'a', which nothing before it gives (a cycle, or a second output)");
  }

  @Test
  void aNameTwice() throws IOException {
    graph.addInitializer(tensor("w", new float[6], 2, 3));
    refused("'w' is given twice in this graph");
  }

  @Test
  void weightsThatDoNotFit() throws IOException {
    refusedWeight(w -> w.setDims(0, 3), "tensor 'w': 6 numbers, but the shape [3, 3] needs 9");
    refusedWeight(
        w -> w.clearFloatData().setRawData(ByteString.copyFrom(new byte[7])),
        "tensor 'w': 7 bytes, but the shape [3, 3] needs 36");
    refusedWeight(w -> w.setRawData(ByteString.copyFrom(new byte[36])), "2 values for 3 inputs");
  }

  /** Protobuf would join them; no program writes them so. */
  @Test
  void weightsInSeveralParts() throws IOException {
    TensorProto weight = graph.getInitializer(0);
    UnknownFieldSet.Field half =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFrom(new byte[12]))
            .build();
    UnknownFieldSet halves =
        UnknownFieldSet.newBuilder()
            .mergeField(TensorProto.FLOAT_DATA_FIELD_NUMBER, half)
            .mergeField(TensorProto.FLOAT_DATA_FIELD_NUMBER, half)
            .build();
    graph.setInitializer(0, weight.toBuilder().clearFloatData().setUnknownFields(halves));
    refused("node Gemm fc: tensor 'w': its numbers are stored in several parts");
  }

  @Test
  void muchTextBesideTheNumbers() throws IOException {
    model.setDocString("x".repeat((1 << 26) + 1));
    refused("it has more than 67108864 bytes beside its tensors' numbers");
  }

  /** What tells where numbers lie is ours alone. */
  @Test
  void aPlaceThatTheFileClaims() throws IOException {
    UnknownFieldSet.Field place =
        UnknownFieldSet.Field.newBuilder().addVarint(0).addVarint(24).build();
    UnknownFieldSet claim =
        UnknownFieldSet.newBuilder()
            .addField(TensorProto.RAW_DATA_FIELD_NUMBER + 1000, place)
            .build();
    refusedWeight(
        w -> w.clearFloatData().setUnknownFields(claim),
        "tensor 'w': 0 numbers, but the shape [2, 3] needs 6");
  }

  private void chain(String operator, int nodes, String... constants) throws IOException {
    graph.clearNode().setInput(0, value("x0", 0, 512)).setOutput(0, value("x" + nodes, 0, 512));
    for (int i = 0; i < nodes; i++) {
      NodeProto.Builder node = node(operator, "n" + i, "x" + (i + 1), "x" + i);
      graph.addNode(node.addAllInput(List.of(constants)));
    }
    Files.write(file, model.build().toByteArray());
  }

  /** A matrix of 1 MB in the file that would become one of 1 MB for each node. */
  @Test
  void weightsThatAreUsedAgainAndAgain() throws IOException {
    graph.addInitializer(tensor("square", new float[1 << 18], 512, 512));
    chain("MatMul", 20, "square");
    assertEquals(21, OnnxModel.read(file).graph().nodes().size());
    chain("MatMul", 400, "square");
    String message = assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage();
    assertTrue(
        message.endsWith(
            ": up to here, nodes use constants so often that they become 42205184 numbers, far"
                + " more than the file holds"),
        message);
  }

  /** Each mean over channels would make as many factors, which no file holds. */
  @Test
  void meansThatNeedManyFactors() throws IOException {
    graph.clearNode().setInput(0, value("x", 0, 1 << 20, 1)).setOutput(0, value("y", 0, 1));
    for (int i = 0; i < 20; i++) {
      graph.addNode(
          node("ReduceMean", "m" + i, i == 19 ? "y" : "m" + i, "x")
              .addAttribute(wholes("axes", List.of(1L)))
              .addAttribute(whole("keepdims", 0)));
    }
    graph.clearOutput().addOutput(value("s", 0, 1));
    NodeProto.Builder sum = NodeProto.newBuilder().setOpType("Sum").setName("sum").addOutput("s");
    for (int i = 0; i < 20; i++) {
      sum.addInput(i == 19 ? "y" : "m" + i);
    }
    graph.addNode(sum);
    refused("node ReduceMean m16: it makes far more constants than the file holds numbers");
  }

  private static TensorProto wholes(String name, long... values) {
    TensorProto.Builder row =
        TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
    Arrays.stream(values).forEach(row::addInt64Data);
    return row.addDims(values.length).build();
  }

  @Test
  void aSliceOfNothingIsNothing() throws IOException {
    graph
        .addInitializer(tensor("e", new float[0], 0))
        .addInitializer(wholes("start", -1))
        .addInitializer(wholes("end", Long.MIN_VALUE))
        .addInitializer(wholes("axis", 0))
        .addInitializer(wholes("step", -1))
        .addNode(node("Slice", "cut", "s", "e", "start", "end", "axis", "step"));
    Files.write(file, model.build().toByteArray());
    assertEquals(Shape.of(3), OnnxModel.read(file).graph().output().shape());
  }

  @Test
  void aSumWithoutConstantsAddsNone() throws IOException {
    graph.addNode(node("Relu", "r", "a", "x")).addNode(node("Sum", "s", "y", "x", "a"));
    graph.removeNode(0);
    Files.write(file, model.build().toByteArray());
    assertEquals(new Add(), OnnxModel.read(file).graph().output().operation());
  }

  /** Two constants of 16,384 numbers that would become 268 million, whatever else is claimed. */
  @Test
  void smallConstantsThatMakeALargeOne() throws IOException {
    graph
        .addInitializer(tensor("row", new float[1 << 14], 1, 1 << 14))
        .addInitializer(tensor("column", new float[1 << 14], 1 << 14, 1))
        .addInitializer(tensor("claim", new float[0], 1 << 28))
        .addInitializer(tensor("again", new float[0], 1 << 28));
    for (String operator : new String[] {"Add", "Sub", "Mul", "Div"}) {
      graph.clearNode().addNode(node(operator, "large", "y", "row", "column"));
      refused(
          "node " + operator + " large: it makes far more constants than the file holds numbers");
    }
  }

  @Test
  void groups() throws IOException {
    byte[] bytes = model.build().toByteArray();
    byte[] grouped = Arrays.copyOf(bytes, bytes.length + 2);
    grouped[bytes.length] = (6 << 3) | 3;
    grouped[bytes.length + 1] = (6 << 3) | 4;
    Files.write(file, grouped);
    refusedAsItIs("no complete ONNX model; it is damaged, cut off, or something else");
  }

  /** Two or three bytes each, as onnx.helper.make_tensor writes them. */
  @Test
  void manyHalvesAreNoManyParts() throws IOException {
    TensorProto.Builder halves =
        TensorProto.newBuilder()
            .setName("h")
            .setDataType(DataType.FLOAT16.getNumber())
            .addDims(600_000);
    for (int i = 0; i < 600_000; i++) {
      halves.addInt32Data(0x3c00);
    }
    graph.addInitializer(halves);
    Files.write(file, model.build().toByteArray());
    assertEquals(Shape.of(3), OnnxModel.read(file).graph().output().shape());
  }

  @Test
  void hugeWeights() throws IOException {
    graph.getInitializerBuilder(0).setDims(0, 1 << 30);
    refused("node Gemm fc: tensor 'w': the shape [1073741824, 3] has more than 268435456 values");
    graph.getInitializerBuilder(0).setDims(0, -1);
    refused("node Gemm fc: tensor 'w': the shape [-1, 3] has a size below 0");
  }

  @Test
  void typesOfWeights() throws IOException {
    refusedWeight(
        w -> w.setDataType(DataType.COMPLEX64.getNumber()),
        "tensor 'w': its type is COMPLEX64; save the model with float, double, float16 or bfloat16 weights");
    refusedWeight(w -> w.setDataType(99), "tensor 'w': its type is number 99 of the format");
    refusedWeight(
        w -> w.setDataType(DataType.FLOAT.getNumber()).setFloatData(4, Float.NaN),
        "weight[3] is NaN, expected a finite number");
  }

  private void external(String location, String offset) {
    graph
        .getInitializerBuilder(0)
        .clearFloatData()
        .clearExternalData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", offset));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void dataOutsideOfTheFolder() throws IOException {
    for (String location : List.of("/etc/passwd", "../w.bin", "a/../../w.bin", "a\\w.bin", "")) {
      external(location, "0");
      refused(
          "node Gemm fc: tensor 'w': its data lie in '"
              + location
              + "'; only files in the model's own folder are read");
    }
    Path elsewhere = Files.createDirectory(folder.resolve("models"));
    Files.write(folder.resolve("secret"), new byte[24]);
    Files.createSymbolicLink(elsewhere.resolve("w.bin"), folder.resolve("secret"));
    file = elsewhere.resolve("model.onnx");
    external("w.bin", "0");
    refused("node Gemm fc: tensor 'w': its data lie in 'w.bin', a link out of the model's folder");
  }

  @Test
  void dataThatAreMissingOrShort() throws IOException {
    external("w.bin", "8");
    Files.write(file, model.build().toByteArray());
    Path data = folder.resolve("w.bin");
    assertEquals(
        data + ": no such file; the model keeps its weights there; put it beside the model",
        assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage());
    Files.write(data, new byte[24]);
    assertEquals(
        data
            + ": it has 24 bytes, too few for 24 from 8 on; copy it again; it belongs to the model"
            + " of the same name",
        assertThrows(BadFileException.class, () -> OnnxModel.read(file)).getMessage());
    external("w.bin", "many");
    refused("node Gemm fc: tensor 'w': its offset is 'many', expected a whole number");
    external("w.bin", "0");
    Files.write(file, model.build().toByteArray());
    assertEquals(Shape.of(3), OnnxModel.read(file).graph().output().shape());
  }

  @Test
  void constantsThatGrow() throws IOException {
    TensorProto.Builder shape =
        TensorProto.newBuilder()
            .setName("s")
            .setDataType(DataType.INT64.getNumber())
            .addDims(2)
            .addInt64Data(1 << 14)
            .addInt64Data(1 << 13);
    graph.addInitializer(shape).addNode(node("Add", "sum", "y", "x", "big"));
    refusedNode(
        node("ConstantOfShape", "fill", "big", "s"),
        "node ConstantOfShape fill: it makes far more constants than the file holds numbers");
  }

  @Test
  void valuesThatGrow() throws IOException {
    TensorProto.Builder pads =
        TensorProto.newBuilder()
            .setName("p")
            .setDataType(DataType.INT64.getNumber())
            .addDims(4)
            .addAllInt64Data(List.of(0L, 0L, 0L, 1L << 27));
    graph.addInitializer(pads).addNode(node("Relu", "act", "y", "wide"));
    refusedNode(
        node("Pad", "pad", "wide", "x", "p"),
        "node Relu act: up to here, nodes give more than 268435456 values for one sample");
    graph.getInitializerBuilder(2).setInt64Data(3, 1L << 28);
    refused("node Pad pad: shape [268435458] has more than 268435456 values");
    graph.getInitializerBuilder(2).setInt64Data(3, 1L << 40);
    refused("node Pad pad: its numbers are too large");
  }

  @Test
  void whatIsMadeOfSeveralValuesOrSamples() throws IOException {
    refusedNode(
        node("ReduceMean", "mean", "y", "x"),
        "node ReduceMean mean: it makes one value of all, those of other samples included");
    refusedNode(
        node("ReduceMax", "max", "y", "x").addAttribute(wholes("axes", List.of(1L))),
        "node ReduceMax max: a maximum over channels is not supported");
    refusedNode(
        node("ReduceMean", "mean", "y", "x")
            .addAttribute(wholes("axes", List.of(1L)))
            .addAttribute(whole("keepdims", 0)),
        "node ReduceMean mean: nothing is left of values of shape [2]");
    refusedNode(
        node("ReduceMean", "mean", "y", "x").addAttribute(wholes("axes", List.of(0L))),
        "node ReduceMean mean: axis 0 is that of the batch");
    refusedNode(
        node("Max", "max", "y", "x", "x"),
        "node Max max: it takes two branches, of which it picks one; only bounds that are constants"
            + " are supported");
    refusedNode(
        node("Split", "split", "y", "x").addOutput("z").addOutput("more"),
        "node Split split: it splits [1, 2] along axis 0 into 3 parts of 1");
    refusedNode(
        node("InstanceNormalization", "norm", "y", "x", "b", "b"),
        "node InstanceNormalization norm: operator InstanceNormalization is not supported; it"
            + " normalises each sample anew, which no constant weights do; train with batch"
            + " normalisation");
    graph.addInitializer(tensor("low", new float[] {2}, 1));
    graph.addInitializer(tensor("high", new float[] {1}, 1));
    refusedNode(
        node("Clip", "clip", "y", "x", "low", "high"),
        "node Clip clip: it clips to 2.0 and 1.0, which leaves one value at most");
  }

  private static AttributeProto.Builder wholes(String name, List<Long> values) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS).addAllInts(values);
  }

  @Test
  void nonlinearUse() throws IOException {
    refusedNode(
        node("Mul", "gate", "y", "x", "x"),
        "node Mul gate: a product of two branches is not supported, because it is not linear in"
            + " either; train without gates, squeeze-and-excitation, SiLU and the like");
    refusedNode(
        node("Gemm", "fc", "y", "x", "x"),
        "node Gemm fc: its input 1, 'x', depends on the sample; only constants are supported there");
    refusedNode(node("Transpose", "t", "y", "x"), "node Transpose t: it moves the batch: [1, 0]");
  }
}
