package io.github.ann2snn.spark.stored;

import io.github.ann2snn.files.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of any of Hadoop's file systems, read from any place on; it may be gzip-compressed, but
 * then each jump back begins at its beginning.
 */
final class IdxStream implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String url;
  private final FSDataInputStream raw;
  private final boolean compressed;
  private InputStream content;
  private long position;

  private IdxStream(String url, FSDataInputStream raw, boolean compressed) throws IOException {
    this.url = url;
    this.raw = raw;
    this.compressed = compressed;
    rewind();
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is not there
   */
  static IdxStream open(String url, Configuration hadoop) throws IOException {
    Path path = new Path(url);
    FileSystem files = path.getFileSystem(hadoop);
    FSDataInputStream raw = files.open(path, BUFFER);
    try {
      return new IdxStream(url, raw, raw.read() == 0x1f && raw.read() == 0x8b);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private void rewind() throws IOException {
    raw.seek(0);
    content = compressed ? new GZIPInputStream(raw, BUFFER) : raw;
    position = 0;
  }

  /**
   * Fills {@code target} with the bytes from {@code offset} on.
   *
   * @throws IOException with file and offset, if it ends before, is damaged or cannot be read
   */
  void read(long offset, byte[] target) throws IOException {
    int read;
    try {
      if (offset != position) {
        jump(offset);
      }
      read = content.readNBytes(target, 0, target.length);
    } catch (EOFException e) {
      throw cutShort(offset, e);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw reason.contains(url)
          ? e
          : new IOException(Text.of("%s: cannot be read at offset %d: %s", url, offset, reason), e);
    }
    position += read;
    if (read < target.length) {
      throw cutShort(position, null);
    }
  }

  private IOException cutShort(long offset, EOFException cause) {
    return new IOException(Text.of("%s: cut short at offset %d", url, offset), cause);
  }

  private void jump(long offset) throws IOException {
    if (!compressed) {
      raw.seek(offset);
      position = offset;
      return;
    }
    if (offset < position) {
      rewind();
    }
    content.skipNBytes(offset - position);
    position = offset;
  }

  /** The bytes from the beginning on, until something else is read. */
  InputStream fromBeginning() throws IOException {
    rewind();
    position = Long.MAX_VALUE; // nobody counts what is read: the next offset begins anew
    return content;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
