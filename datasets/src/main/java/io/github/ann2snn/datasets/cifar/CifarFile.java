package io.github.ann2snn.datasets.cifar;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.FileAtPlace;
import io.github.ann2snn.files.BadFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/**
 * A file of records.
 *
 * @param path where it is
 * @param layout of its records
 * @param samples number of records, as its size tells; of gzip data, as their end tells
 */
record CifarFile(String path, CifarLayout layout, int samples) {
  /** The most that gzip makes of a byte. */
  private static final int LARGEST_EXPANSION = 1032;

  /** Bytes of a file that is read in no time. */
  private static final int SMALL = 1 << 18;

  /** Records that are read at once. */
  private static final int AT_ONCE = 256;

  /** Takes records. */
  @FunctionalInterface
  interface Records {
    /**
     * Takes some.
     *
     * @param first index of the first
     * @param bytes of all of them
     */
    void take(int first, byte[] bytes) throws IOException;
  }

  /**
   * Finds out how many records there are.
   *
   * @throws BadFileException if there is none, or one that is not whole
   */
  static CifarFile of(DataFiles files, DataFiles.Entry file, CifarLayout layout)
      throws IOException {
    long bytes = size(files, file, layout);
    long samples = bytes / layout.record();
    if (bytes == 0 || bytes % layout.record() != 0) {
      throw BadFileException.of(
          "%s: its %,d bytes are %,d records of %s, of %,d bytes each, and %,d bytes more; it was cut short, or is none of %s: get it again",
          file.path(), bytes, samples, layout, layout.record(), bytes % layout.record(), layout);
    }
    if (samples > Integer.MAX_VALUE / layout.record()) {
      throw BadFileException.of(
          "%s: %,d samples are too many for one file; cut it in parts", file.path(), samples);
    }
    return new CifarFile(file.path(), layout, (int) samples);
  }

  private static long size(DataFiles files, DataFiles.Entry file, CifarLayout layout)
      throws IOException {
    try (InputStream content = files.open(file.path(), 0)) {
      if (content.read() != 0x1f || content.read() != 0x8b) {
        return file.size();
      }
    }
    // Photographs shrink little, so the end of joined data, which tells of the last part alone,
    // tells less than there is in the file.
    long told = toldAtEnd(files, file);
    boolean possible =
        file.size() > SMALL
            && told >= file.size() - file.size() / 1000
            && told <= LARGEST_EXPANSION * file.size();
    return possible && told % layout.record() == 0 ? told : counted(files, file.path());
  }

  /** The last four bytes of gzip data tell what they hold, unless they were joined of several. */
  private static long toldAtEnd(DataFiles files, DataFiles.Entry file) throws IOException {
    try (InputStream end = files.open(file.path(), Math.max(0, file.size() - Integer.BYTES))) {
      byte[] size = end.readNBytes(Integer.BYTES);
      return size.length < Integer.BYTES
          ? 0
          : Integer.toUnsignedLong(ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }
  }

  private static long counted(DataFiles files, String path) throws IOException {
    try (InputStream content = files.content(path)) {
      return content.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException e) {
      throw damaged(path, e);
    }
  }

  /**
   * Reads all records in order.
   *
   * @throws BadFileException if the file is damaged, or has more or fewer than {@link #samples}
   */
  void read(DataFiles files, Records records) throws IOException {
    try (FileAtPlace content = new FileAtPlace(files, path)) {
      for (int first = 0; first < samples; first += AT_ONCE) {
        int bytes = Math.min(AT_ONCE, samples - first) * layout.record();
        byte[] read = content.next(bytes);
        if (read.length < bytes) {
          throw BadFileException.of(
              "%s: cut short at offset %,d, of %,d samples", path, content.position(), samples);
        }
        records.take(first, read);
      }
      BadFileException.when(!content.atEnd(), "%s: data go on behind %,d samples", path, samples);
    } catch (EOFException | ZipException e) {
      throw damaged(path, e);
    }
  }

  /**
   * Reads the pixels of one record, where another was read before.
   *
   * @return {@link CifarLayout#PIXELS} bytes
   */
  static byte[] pixels(FileAtPlace content, CifarLayout layout, int sample) throws IOException {
    String path = content.name();
    try {
      content.goTo((long) sample * layout.record() + layout.labelBytes());
      byte[] pixels = content.next(CifarLayout.PIXELS);
      BadFileException.when(
          pixels.length < CifarLayout.PIXELS, "%s: cut short within sample %d", path, sample);
      return pixels;
    } catch (EOFException | ZipException e) {
      throw damaged(path, e);
    }
  }

  private static BadFileException damaged(String path, IOException cause) {
    return new BadFileException(path, "", "damaged or cut short", cause);
  }
}
