package io.github.ann2snn.files.hdf5;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** A whole HDF5 file in memory. */
public final class Hdf5File {
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;
  private static final int PIECE = 1 << 20;

  private Hdf5File() {}

  /** Makes something of the root group. */
  @FunctionalInterface
  public interface Content<T> {
    /**
     * Reads what is needed.
     *
     * @throws IOException if it is not there, or not as it should be
     */
    T read(Hdf5Group root) throws IOException;
  }

  /**
   * Reads {@code path} into memory and makes something of it.
   *
   * @param expected what the file should be, for messages: {@code a NIR network file}
   * @throws BadFileException with file, place and reason, if it cannot be opened, is damaged, does
   *     not fit into memory, or {@code content} refuses it
   * @throws IOException if reading fails
   */
  public static <T> T read(Path path, String expected, Content<T> content) throws IOException {
    return read(path.toString(), () -> bytes(path, expected), expected, content);
  }

  /** Gives a whole file. */
  @FunctionalInterface
  public interface Bytes {
    /**
     * Reads them.
     *
     * @throws IOException if that fails
     */
    byte[] read() throws IOException;
  }

  /**
   * Likewise for a file within another one.
   *
   * @param name of the file, for messages
   * @param bytes gives the file
   */
  public static <T> T read(String name, Bytes bytes, String expected, Content<T> content)
      throws IOException {
    try {
      return content.read(Hdf5Group.root(name, bytes.read(), expected));
    } catch (OutOfMemoryError e) {
      throw new BadFileException(
          name + ": does not fit into memory; give the Java virtual machine more with -Xmx", e);
    }
  }

  private static byte[] bytes(Path path, String expected) throws IOException {
    BadFileException.when(!Files.exists(path), "%s: no such file", path);
    if (!Files.isRegularFile(path)) {
      throw new BadFileException(
          path + (Files.isDirectory(path) ? ": is a directory" : ": is not a regular file"));
    }
    long size = Files.size(path);
    if (size == 0 || size > MAX_BYTES) {
      throw new BadFileException(
          path
              + (size == 0
                  ? ": is empty; expected " + expected
                  : Text.of(": has %d bytes, at most %d can be read", size, MAX_BYTES)));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return bytes(in, (int) size);
    } catch (AccessDeniedException e) {
      throw new BadFileException(path + ": may not be read (permission denied)", e);
    }
  }

  /** In pieces: Java copies each read through native memory of that size. */
  private static byte[] bytes(InputStream in, int size) throws IOException {
    byte[] content = new byte[size];
    int length = 0;
    int read = 0;
    while (read >= 0 && length < size) {
      read = in.read(content, length, Math.min(PIECE, size - length));
      length += Math.max(0, read);
    }
    return length < size ? Arrays.copyOf(content, length) : content;
  }

  /**
   * A place in an HDF5 file, for messages.
   *
   * @param file name of the file
   * @param fileBytes its length
   * @param path {@code /node/edges}; empty for the file as a whole
   */
  record Hdf5Location(String file, long fileBytes, String path) {
    Hdf5Location child(String name) {
      return new Hdf5Location(file, fileBytes, path + "/" + name);
    }

    @FormatMethod
    BadFileException fault(String format, Object... args) {
      return new BadFileException(prefix() + Text.of(format, args));
    }

    /**
     * What the HDF5 library reads at this place. It does not say what it throws at damaged bytes:
     * that is whatever its decoding came upon, and it can be led in circles. Nothing but calls of
     * the library may stand in {@code reading}.
     */
    <T> T read(Supplier<T> reading) throws BadFileException {
      try {
        return reading.get();
      } catch (RuntimeException | StackOverflowError e) {
        throw damaged(e);
      }
    }

    /** The library's own reason is the innermost cause. */
    private BadFileException damaged(Throwable cause) {
      Throwable innermost = cause;
      while (innermost.getCause() != null) {
        innermost = innermost.getCause();
      }
      String reason =
          Objects.requireNonNullElse(innermost.getMessage(), innermost.getClass().getSimpleName());
      return new BadFileException(
          prefix() + "damaged, or HDF5 that cannot be read here: " + reason, cause);
    }

    private String prefix() {
      return path.isEmpty() ? file + ": " : file + ": " + path + ": ";
    }
  }
}
