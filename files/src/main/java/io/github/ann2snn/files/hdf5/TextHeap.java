package io.github.ann2snn.files.hdf5;

import io.jhdf.BufferBuilder;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import io.jhdf.api.WritableAttributeImpl;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of attributes, as strings of variable length (HDF5 File Format Specification 3.0,
 * "Global Heap" and datatype class 9). The HDF5 library writes strings of fixed length alone, which
 * h5py gives as bytes, so that programs that compare an attribute with a text do not find it.
 *
 * <p>The heap is the first thing in the file, where its address does not depend on what follows.
 */
final class TextHeap {
  private static final long ADDRESS = WritableHdfFile.ROOT_GROUP_ADDRESS;

  /** The least size of a heap that libraries read. */
  private static final int LEAST_BYTES = 4096;

  private static final int HEADER_BYTES = 16;

  private final Map<String, Integer> indices = new LinkedHashMap<>();

  /** An attribute that refers to a text. */
  Attribute attribute(Node node, String name, String text) {
    indices.putIfAbsent(text, indices.size() + 1);
    return new TextAttribute(node, name, text);
  }

  boolean isEmpty() {
    return indices.isEmpty();
  }

  /** The first byte behind it. */
  long end() {
    return ADDRESS + bytes();
  }

  private int bytes() {
    int bytes = HEADER_BYTES;
    for (String text : indices.keySet()) {
      bytes += HEADER_BYTES + padded(utf8(text).length);
    }
    return Math.max(bytes, LEAST_BYTES);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int padded(int length) {
    return (length + 7) / 8 * 8;
  }

  /** What stands in the file from its address on. */
  ByteBuffer toBuffer() {
    ByteBuffer buffer = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(utf8("GCOL")).putInt(1).putLong(buffer.capacity());
    indices.forEach(
        (text, index) -> {
          byte[] content = utf8(text);
          buffer.putShort((short) (int) index).putShort((short) 1).putInt(0);
          buffer.putLong(content.length).put(content);
          buffer.position(buffer.position() + padded(content.length) - content.length);
        });
    if (buffer.remaining() >= HEADER_BYTES) {
      buffer.putLong(0).putLong(buffer.remaining() + Long.BYTES); // object 0 is the free room
    }
    return buffer.rewind();
  }

  private final class TextAttribute extends WritableAttributeImpl {
    TextAttribute(Node node, String name, String text) {
      super(name, node, text);
    }

    @Override
    public DataType getDataType() {
      return new TextType();
    }
  }

  /** A reference to a text: its length, the address of the heap, its number there. */
  private final class TextType extends DataType {
    private static final int CLASS_ID = 9;
    private static final int STRING_BIT = 0;
    private static final int UTF8_BIT = 8;

    TextType() {
      super(CLASS_ID, Integer.BYTES + Long.BYTES + Integer.BYTES);
      classBits.set(STRING_BIT);
      classBits.set(UTF8_BIT);
    }

    @Override
    public Class<?> getJavaType() {
      return String.class;
    }

    @Override
    public Object fillData(ByteBuffer buffer, int[] dimensions, HdfBackingStorage storage) {
      throw new UnsupportedOperationException("is only written");
    }

    @Override
    public ByteBuffer toBuffer() {
      return toBufferBuilder().writeBuffer(new FixedPoint(1, false).toBuffer()).build();
    }

    @Override
    public ByteBuffer encodeData(Object text) {
      return new BufferBuilder()
          .writeInt(utf8((String) text).length)
          .writeLong(ADDRESS)
          .writeInt(indices.get(text))
          .build();
    }
  }
}
