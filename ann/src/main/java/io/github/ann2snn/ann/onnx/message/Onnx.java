package io.github.ann2snn.ann.onnx.message;

import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** ONNX's messages, under the names that its definition gives them (onnx-ml.proto). */
public final class Onnx {
  private Onnx() {}

  /**
   * Some bytes of the file.
   *
   * @param begin the first
   * @param length how many
   */
  public record Place(long begin, long length) {}

  /** A file. */
  public record ModelProto(Message message) {
    /**
     * Reads a file, without holding its tensors.
     *
     * @throws DamagedMessageException if it is none
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it has too many parts, or is nested too deeply
     */
    public static ModelProto of(Path file) throws IOException {
      return new ModelProto(MessageReader.read(file));
    }

    public long getIrVersion() {
      return message.number(1);
    }

    public boolean hasGraph() {
      return message.has(7);
    }

    public GraphProto getGraph() {
      return new GraphProto(message.message(7));
    }

    public List<OperatorSetIdProto> getOpsetImportList() {
      return message.messages(8).stream().map(OperatorSetIdProto::new).toList();
    }
  }

  /** A version of a set of operators. */
  public record OperatorSetIdProto(Message message) {
    public String getDomain() {
      return message.text(1);
    }

    public long getVersion() {
      return message.number(2);
    }
  }

  /** A network. */
  public record GraphProto(Message message) {
    public int getNodeCount() {
      return message.count(1);
    }

    public NodeProto getNode(int index) {
      return new NodeProto(message.messages(1).get(index));
    }

    public List<TensorProto> getInitializerList() {
      return message.messages(5).stream().map(TensorProto::new).toList();
    }

    public List<ValueInfoProto> getInputList() {
      return message.messages(11).stream().map(ValueInfoProto::new).toList();
    }

    public List<ValueInfoProto> getOutputList() {
      return message.messages(12).stream().map(ValueInfoProto::new).toList();
    }

    public int getOutputCount() {
      return message.count(12);
    }

    public ValueInfoProto getOutput(int index) {
      return getOutputList().get(index);
    }

    public int getQuantizationAnnotationCount() {
      return message.count(14);
    }

    public int getSparseInitializerCount() {
      return message.count(15);
    }
  }

  /** An operator with what it takes and gives. */
  public record NodeProto(Message message) {
    public List<String> getInputList() {
      return message.texts(1);
    }

    public int getInputCount() {
      return message.count(1);
    }

    public String getInput(int index) {
      return message.texts(1).get(index);
    }

    public List<String> getOutputList() {
      return message.texts(2);
    }

    public int getOutputCount() {
      return message.count(2);
    }

    public String getOutput(int index) {
      return message.texts(2).get(index);
    }

    public String getName() {
      return message.text(3);
    }

    public String getOpType() {
      return message.text(4);
    }

    public List<AttributeProto> getAttributeList() {
      return message.messages(5).stream().map(AttributeProto::new).toList();
    }

    public String getDomain() {
      return message.text(7);
    }
  }

  /** What an operator is told. */
  public record AttributeProto(Message message) {
    /** What an attribute is, in the order of the definition's numbers. */
    public enum AttributeType {
      UNDEFINED,
      FLOAT,
      INT,
      STRING,
      TENSOR,
      GRAPH,
      FLOATS,
      INTS,
      STRINGS,
      TENSORS,
      GRAPHS,
      SPARSE_TENSOR,
      SPARSE_TENSORS,
      TYPE_PROTO,
      TYPE_PROTOS
    }

    public String getName() {
      return message.text(1);
    }

    public float getF() {
      return Float.intBitsToFloat((int) message.number(2));
    }

    public long getI() {
      return message.number(3);
    }

    public String getS() {
      return message.text(4);
    }

    public TensorProto getT() {
      return new TensorProto(message.message(5));
    }

    public List<Float> getFloatsList() {
      List<Float> floats = new ArrayList<>();
      for (long bits : message.numbers(7)) {
        floats.add(Float.intBitsToFloat((int) bits));
      }
      return floats;
    }

    public List<Long> getIntsList() {
      return Arrays.stream(message.numbers(8)).boxed().toList();
    }

    public AttributeType getType() {
      long type = message.number(20);
      AttributeType[] known = AttributeType.values();
      return type < 0 || type >= known.length ? AttributeType.UNDEFINED : known[(int) type];
    }

    public String getRefAttrName() {
      return message.text(21);
    }
  }

  /** A constant. */
  public record TensorProto(Message message) {
    public static final int FLOAT_DATA_FIELD_NUMBER = 4;
    public static final int RAW_DATA_FIELD_NUMBER = 9;
    public static final int DOUBLE_DATA_FIELD_NUMBER = 10;

    /** What numbers are, in the order of the definition's numbers. */
    public enum DataType {
      UNDEFINED,
      FLOAT,
      UINT8,
      INT8,
      UINT16,
      INT16,
      INT32,
      INT64,
      STRING,
      BOOL,
      FLOAT16,
      DOUBLE,
      UINT32,
      UINT64,
      COMPLEX64,
      COMPLEX128,
      BFLOAT16,
      FLOAT8E4M3FN,
      FLOAT8E4M3FNUZ,
      FLOAT8E5M2,
      FLOAT8E5M2FNUZ,
      UINT4,
      INT4;

      /** Null if the format has no such number. */
      public static DataType forNumber(int number) {
        return number < 0 || number >= values().length ? null : values()[number];
      }
    }

    /**
     * Where the numbers of a field lie.
     *
     * @return empty if the tensor has none there
     * @throws IllegalArgumentException if they lie in several places
     */
    public Optional<Place> place(int field) {
      long[] place = message.numbers(field + MessageReader.PLACES);
      Refusal.when(place.length > 2, "its numbers are stored in several parts");
      return place.length == 0 ? Optional.empty() : Optional.of(new Place(place[0], place[1]));
    }

    public List<Long> getDimsList() {
      return Arrays.stream(message.numbers(1)).boxed().toList();
    }

    public int getDataType() {
      return (int) message.number(2);
    }

    public boolean hasSegment() {
      return message.has(3);
    }

    public int getFloatDataCount() {
      return message.count(4);
    }

    public float getFloatData(int index) {
      return Float.intBitsToFloat((int) message.number(4, index));
    }

    public int getInt32DataCount() {
      return message.count(5);
    }

    public int getInt32Data(int index) {
      return (int) message.number(5, index);
    }

    public int getInt64DataCount() {
      return message.count(7);
    }

    public long getInt64Data(int index) {
      return message.number(7, index);
    }

    public String getName() {
      return message.text(8);
    }

    public int getDoubleDataCount() {
      return message.count(10);
    }

    public double getDoubleData(int index) {
      return Double.longBitsToDouble(message.number(10, index));
    }

    public List<StringStringEntryProto> getExternalDataList() {
      return message.messages(13).stream().map(StringStringEntryProto::new).toList();
    }

    /** Whether its numbers are in another file. */
    public boolean isExternal() {
      return message.number(14) == 1;
    }
  }

  /** A line of a table. */
  public record StringStringEntryProto(Message message) {
    public String getKey() {
      return message.text(1);
    }

    public String getValue() {
      return message.text(2);
    }
  }

  /** What goes into a network or comes out. */
  public record ValueInfoProto(Message message) {
    public String getName() {
      return message.text(1);
    }

    public TypeProto getType() {
      return new TypeProto(message.message(2));
    }
  }

  /** What it is: tensors alone. */
  public record TypeProto(Message message) {
    public Tensor getTensorType() {
      return new Tensor(message.message(1));
    }

    /** Numbers and shape. */
    public record Tensor(Message message) {
      public int getElemType() {
        return (int) message.number(1);
      }

      public List<Dimension> getDimList() {
        return message.message(2).messages(1).stream().map(Dimension::new).toList();
      }
    }
  }

  /** An axis of a shape: a number, or a name for any. */
  public record Dimension(Message message) {
    public boolean hasDimValue() {
      return message.has(1);
    }

    public long getDimValue() {
      return message.number(1);
    }

    public String getDimParam() {
      return message.text(2);
    }
  }
}
