package io.github.ann2snn.files.hdf5;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The content of an HDF5 file to be written. The same content gives the same bytes on every
 * machine: datasets are contiguous (compressed bytes depend on the zlib at hand), and the file is
 * put together here because {@link WritableHdfFile} adds the name of the operating system.
 */
public final class Hdf5Content {
  /** The HDF5 library writes the length of a name into one byte. */
  private static final int MAX_NAME_BYTES = 255;

  private final WritableGroupImpl group;
  private final TextHeap texts;
  private final Map<String, Hdf5Content> groups = new HashMap<>();

  private Hdf5Content(WritableGroupImpl group, TextHeap texts) {
    this.group = group;
    this.texts = texts;
  }

  /** An empty file. */
  public static Hdf5Content empty() {
    QuietLogging.start();
    return new Hdf5Content(new WritableGroupImpl(null, "/"), new TextHeap());
  }

  /** The group of this name, made where needed. */
  public Hdf5Content group(String name) {
    return groups.computeIfAbsent(
        name,
        missing -> {
          WritableGroup made = group.putGroup(missing);
          return new Hdf5Content((WritableGroupImpl) made, texts);
        });
  }

  /** Adds a number to the attributes of the group. */
  public void putAttribute(String name, Number value) {
    group.putAttribute(name, value);
  }

  /**
   * Adds a text to the attributes of the group, which other programs read as one.
   *
   * @throws BadFileException if name or text cannot be stored without loss
   */
  public void putTextAttribute(String name, String text) throws BadFileException {
    check(name, text);
    group.getAttributes().put(name, texts.attribute(group, name, text));
  }

  /** Adds a number or a non-empty array of numbers or strings. */
  public void put(String name, Object values) {
    group.putDataset(name, values);
  }

  /**
   * Adds numbers: float32 where {@code bits} is 32, else integers, which they must be, of 8 or 16.
   */
  public void putNumbers(String name, float[] values, int bits) {
    put(name, numbers(values, bits));
  }

  /**
   * Adds {@code values}, row-major, as an array of the given shape; {@code bits} as in {@link
   * #putNumbers}.
   */
  public void putArray(String name, float[] values, List<Integer> shape, int bits) {
    put(name, array(values, shape, bits));
  }

  private static Object array(float[] values, List<Integer> shape, int bits) {
    if (shape.size() == 1) {
      return numbers(values, bits);
    }
    int parts = shape.get(0);
    int size = values.length / parts;
    Object[] array = null;
    for (int i = 0; i < parts; i++) {
      float[] part = Arrays.copyOfRange(values, i * size, (i + 1) * size);
      Object nested = array(part, shape.subList(1, shape.size()), bits);
      array = array == null ? (Object[]) Array.newInstance(nested.getClass(), parts) : array;
      array[i] = nested;
    }
    return array;
  }

  private static Object numbers(float[] values, int bits) {
    if (bits == Float.SIZE) {
      return values;
    }
    Object integers = bits == Byte.SIZE ? new byte[values.length] : new short[values.length];
    for (int i = 0; i < values.length; i++) {
      if (bits == Byte.SIZE) {
        Array.setByte(integers, i, (byte) values[i]);
      } else {
        Array.setShort(integers, i, (short) values[i]);
      }
    }
    return integers;
  }

  /**
   * Adds a string.
   *
   * @throws BadFileException if name or text cannot be stored without loss
   */
  public void putText(String name, String text) throws BadFileException {
    check(name, text);
    put(name, text);
  }

  private static void check(String name, String text) throws BadFileException {
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw BadFileException.of(
          "the key %s is too long: its encoded form has more than %d bytes", name, MAX_NAME_BYTES);
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw BadFileException.of(
          "the text of %s has a NUL or half a surrogate pair, which the file cannot hold", name);
    }
  }

  /**
   * Replaces the content of {@code file}, which must exist.
   *
   * @throws IOException if the disk is full or the file cannot be written
   */
  public void writeTo(Path file) throws IOException {
    long root = texts.isEmpty() ? WritableHdfFile.ROOT_GROUP_ADDRESS : texts.end();
    // The first is of the version that older libraries read, too, and always names this address.
    SuperblockV2V3 superblock =
        texts.isEmpty() ? new SuperblockV2V3() : new SuperblockV2V3(0, root);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long end = group.write(new HdfFileChannel(channel, superblock), root);
      if (!texts.isEmpty()) {
        channel.write(texts.toBuffer(), WritableHdfFile.ROOT_GROUP_ADDRESS);
      }
      // Of texts at the end of the file, the library does not count all of their bytes.
      long size = channel.size();
      if (size < end) {
        throw new IOException(
            Text.of("%s: has %d bytes after writing, expected %d", file, size, end));
      }
      channel.write(superblock.toBuffer(size), 0);
    } catch (HdfException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("cannot be written: " + cause.getMessage(), e);
    }
  }

  /**
   * The HDF5 library logs through SLF4J, which tells the standard error stream where a program has
   * nothing that takes logs. A library is not the one to say that: here SLF4J is started without
   * it, unless the program has a provider or a will of its own.
   */
  static final class QuietLogging {
    private static final String WARNINGS = Reporter.SLF4J_INTERNAL_VERBOSITY_KEY;

    static {
      if (System.getProperty(WARNINGS) == null && !hasProvider()) {
        System.setProperty(WARNINGS, "ERROR");
        LoggerFactory.getILoggerFactory();
        System.clearProperty(WARNINGS);
      }
    }

    private QuietLogging() {}

    /**
     * To be called before the HDF5 library is; the work is done once, when this class is loaded.
     */
    static void start() {}

    private static boolean hasProvider() {
      ClassLoader loader = LoggerFactory.class.getClassLoader();
      return System.getProperty("slf4j.provider") != null
          || ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
    }
  }
}
