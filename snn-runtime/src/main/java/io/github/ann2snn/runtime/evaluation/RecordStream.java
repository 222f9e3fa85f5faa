package io.github.ann2snn.runtime.evaluation;

import io.github.ann2snn.files.RecordContent;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Evaluation} or a {@link SweepResult} as bytes, for other machines and for later:
 * records component by component, numbers big-endian, arrays and lists behind their length, no
 * class names. What is read equals what was written.
 */
public final class RecordStream {
  /** A layer of a network has at least one neuron, and a name of some bytes. */
  private static final int MAX_ENTRIES = 1 << 16;

  private final DataInputStream in;
  private final int samples;

  private RecordStream(DataInputStream in, int samples) {
    this.in = in;
    this.samples = samples;
  }

  /**
   * Writes {@code record}.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Record record, DataOutputStream out) throws IOException {
    for (Object value : RecordContent.of(record)) {
      writeValue(value, out);
    }
  }

  private static void writeValue(Object value, DataOutputStream out) throws IOException {
    if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Float number) {
      out.writeFloat(number);
    } else if (value instanceof Double number) {
      out.writeDouble(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof String text) {
      out.writeUTF(text);
    } else if (value instanceof Record record) {
      write(record, out);
    } else if (value instanceof Optional<?> optional) {
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        writeValue(optional.get(), out);
      }
    } else {
      Object array = value instanceof List<?> list ? list.toArray() : value;
      out.writeInt(Array.getLength(array));
      for (int i = 0; i < Array.getLength(array); i++) {
        writeValue(Array.get(array, i), out);
      }
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param type of the record
   * @param samples the most samples that it may be of: no more memory is taken
   * @throws IOException if {@code in} ends too early or holds something else
   */
  public static <T extends Record> T read(Class<T> type, DataInputStream in, int samples)
      throws IOException {
    return type.cast(new RecordStream(in, samples).record(type));
  }

  private Object record(Class<?> type) throws IOException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = value(components[c].getGenericType());
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IOException("these bytes are no " + type.getSimpleName(), e);
    }
  }

  private Object value(Type type) throws IOException {
    if (type == int.class) {
      return in.readInt();
    } else if (type == long.class) {
      return in.readLong();
    } else if (type == float.class) {
      return in.readFloat();
    } else if (type == double.class) {
      return in.readDouble();
    } else if (type == boolean.class) {
      return in.readBoolean();
    } else if (type == String.class) {
      return in.readUTF();
    } else if (type instanceof ParameterizedType generic) {
      Type entry = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return in.readBoolean() ? Optional.of(value(entry)) : Optional.empty();
      }
      List<Object> list = new ArrayList<>();
      for (int left = length(MAX_ENTRIES); left > 0; left--) {
        list.add(value(entry));
      }
      return list;
    }
    Class<?> plain = (Class<?>) type;
    return plain.isArray() ? array(plain.getComponentType()) : record(plain);
  }

  /** Arrays of longs have an entry for each step, others one for each sample. */
  private Object array(Class<?> entry) throws IOException {
    int most = entry == long.class ? SimulationSettings.MAX_TIMESTEPS : samples;
    Object array = Array.newInstance(entry, length(most));
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, value(entry));
    }
    return array;
  }

  private int length(int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException(Text.of("a length is %d, allowed: 0 ... %d", length, most));
    }
    return length;
  }
}
