package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights that are not there, do not fit, lie elsewhere, or grow. */
class OnnxWeightDefectsTest extends OnnxDefects {
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
}
