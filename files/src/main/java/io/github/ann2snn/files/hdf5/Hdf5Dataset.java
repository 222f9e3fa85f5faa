package io.github.ann2snn.files.hdf5;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5File.Hdf5Location;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A dataset whose declared size is checked before its values are read: a small file may declare any
 * shape.
 */
public final class Hdf5Dataset {
  private static final long MAX_VALUES = 1L << 28;

  /** DEFLATE cannot do better than this, and the other filters do worse. */
  private static final long MAX_COMPRESSION = 1032;

  private final Hdf5Location location;
  private final Dataset dataset;

  Hdf5Dataset(Hdf5Location location, Dataset dataset) {
    this.location = location;
    this.dataset = dataset;
  }

  /**
   * What one value is, as Python's libraries name it: {@code float32}, {@code int64}, {@code
   * uint8}, {@code string}; the name that HDF5 has for anything else.
   */
  public String type() throws BadFileException {
    DataType type = dataType();
    if (type instanceof FloatingPoint) {
      return "float" + Byte.SIZE * type.getSize();
    }
    if (type instanceof FixedPoint integer) {
      return (integer.isSigned() ? "int" : "uint") + Byte.SIZE * type.getSize();
    }
    boolean text = location.read(dataset::getJavaType) == String.class;
    return text ? "string" : type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private DataType dataType() throws BadFileException {
    return location.read(dataset::getDataType);
  }

  /** Sizes of the dimensions; empty for a scalar. */
  public long[] shape() throws BadFileException {
    return location.read(dataset::getDimensionsAsLong);
  }

  /** The only value, a string. */
  public String text() throws BadFileException {
    String[] texts = texts();
    if (texts.length != 1) {
      throw fault("has %d strings, expected 1", texts.length);
    }
    return texts[0];
  }

  /** All strings, row-major. */
  public String[] texts() throws BadFileException {
    if (values() instanceof String[] texts) {
      return texts;
    }
    throw wrongType("a string");
  }

  /** All values as float32, row-major, each finite. */
  public float[] floats() throws BadFileException {
    Object values = numbers();
    float[] floats = values instanceof float[] same ? same : new float[Array.getLength(values)];
    for (int i = 0; i < floats.length; i++) {
      double value = values == floats ? floats[i] : number(values, i);
      floats[i] = (float) value;
      if (!Float.isFinite(floats[i])) {
        throw fault("value %d is %s, expected a finite float32", i, value);
      }
    }
    return floats;
  }

  /**
   * All values as float32, row-major, each finite, of a dataset that must be stored as
   * floating-point numbers. Those of an uncompressed one are not copied.
   */
  public FloatBuffer floatingPoint() throws BadFileException {
    if (!(dataType() instanceof FloatingPoint type)) {
      throw wrongType("floating-point numbers");
    }
    if (!(dataset instanceof ContiguousDataset contiguous)
        || contiguous.getDataAddress() < 0
        || !isFloat32(type)) {
      return FloatBuffer.wrap(floats());
    }
    checkSize("shape", shape());
    FloatBuffer values =
        location.read(
            () -> {
              ByteBuffer bytes = contiguous.getBuffer().order(type.getByteOrder());
              return bytes.asFloatBuffer().limit(Math.toIntExact(dataset.getSize()));
            });
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw fault("value %d is %s, expected a finite float32", i, values.get(i));
      }
    }
    return values;
  }

  /** IEEE 754: sign, 8 bits of exponent, 23 of mantissa. */
  private static boolean isFloat32(FloatingPoint type) {
    return type.getSize() == Float.BYTES
        && type.getBitOffset() == 0
        && type.getSignLocation() == 31
        && type.getExponentLocation() == 23
        && type.getExponentSize() == 8
        && type.getExponentBias() == 127
        && type.getMantissaLocation() == 0
        && type.getMantissaSize() == 23;
  }

  /** Like {@link #floats}, and every value must be greater than zero. */
  public float[] positiveFloats() throws BadFileException {
    float[] floats = floats();
    for (int i = 0; i < floats.length; i++) {
      if (!(floats[i] > 0)) {
        throw fault("value %d is %s, expected a number > 0", i, floats[i]);
      }
    }
    return floats;
  }

  /** The only value, an integer or floating-point number. */
  public double number() throws BadFileException {
    Object values = numbers();
    if (Array.getLength(values) != 1) {
      throw fault("has %d values, expected 1", Array.getLength(values));
    }
    return number(values, 0);
  }

  /** The only value, an integer from 1 to 2147483647. */
  public int size() throws BadFileException {
    int[] sizes = sizes();
    if (sizes.length != 1) {
      throw fault("has %d values, expected 1", sizes.length);
    }
    return sizes[0];
  }

  /** All values, each an integer from 1 to 2147483647, row-major. */
  public int[] sizes() throws BadFileException {
    return integers(1);
  }

  /** All values, each an integer from {@code least} to 2147483647, row-major. */
  public int[] integers(int least) throws BadFileException {
    Object values = numbers();
    int[] integers = new int[Array.getLength(values)];
    for (int i = 0; i < integers.length; i++) {
      double value = number(values, i);
      integers[i] = (int) value;
      if (integers[i] != value || integers[i] < least) {
        throw fault("value %d is %s, expected an integer from %d to 2147483647", i, value, least);
      }
    }
    return integers;
  }

  private Object numbers() throws BadFileException {
    if (dataType() instanceof FixedPoint || dataType() instanceof FloatingPoint) {
      return values();
    }
    throw wrongType("numbers");
  }

  private static double number(Object values, int i) {
    return values instanceof BigInteger[] big ? big[i].doubleValue() : Array.getDouble(values, i);
  }

  private BadFileException wrongType(String expected) throws BadFileException {
    return fault("holds %s, expected %s", dataType().getClass().getSimpleName(), expected);
  }

  /** A one-dimensional array of all values. */
  private Object values() throws BadFileException {
    checkSize("shape", shape());
    if (dataset instanceof ChunkedDataset chunked) {
      int[] chunk = location.read(chunked::getChunkDimensions);
      checkSize("chunk shape", Arrays.stream(chunk).asLongStream().toArray());
    }
    return location.read(dataset::getDataFlat);
  }

  private void checkSize(String what, long[] shape) throws BadFileException {
    long valueBytes = Math.max(1, dataType().getSize());
    long most = Math.min(MAX_VALUES, location.fileBytes() * MAX_COMPRESSION / valueBytes);
    long values = 1;
    for (long size : shape) {
      if (size < 1) {
        throw fault("has no values: its %s is %s", what, Arrays.toString(shape));
      }
      if (size > most / values) {
        throw fault(
            "declares the %s %s, more than a file of %d bytes can hold",
            what, Arrays.toString(shape), location.fileBytes());
      }
      values *= size;
    }
  }

  /** The failure to throw for something wrong with this dataset, made as {@link Text#of} does. */
  @FormatMethod
  public BadFileException fault(String format, Object... args) {
    return location.fault(format, args);
  }
}
