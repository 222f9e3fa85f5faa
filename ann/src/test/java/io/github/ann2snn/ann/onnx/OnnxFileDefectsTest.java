package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.ann2snn.ann.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files that are no models, or would cost more than models do. */
class OnnxFileDefectsTest extends OnnxDefects {
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
  void muchTextBesideTheNumbers() throws IOException {
    model.getGraphBuilder().getNodeBuilder(0).setName("x".repeat((1 << 26) + 1));
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
}
