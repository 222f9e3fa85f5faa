package io.github.ann2snn.datasets;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.zip.GZIPInputStream;

/**
 * The content of a file, read from any place on; it may be gzip-compressed, which its first two
 * bytes tell, but then each jump back begins at its beginning.
 */
public final class FileAtPlace implements Closeable {
  private final DataFiles files;
  private final String name;
  private InputStream content;
  private long position;

  /**
   * Opens a file at its beginning.
   *
   * @throws IOException if it is not there, or damaged
   */
  public FileAtPlace(DataFiles files, String name) throws IOException {
    this.files = files;
    this.name = name;
    this.content = files.content(name);
  }

  /** Where it was read from. */
  public String name() {
    return name;
  }

  /** Place in the uncompressed content that is read next. */
  public long position() {
    return position;
  }

  /**
   * Reads what comes next.
   *
   * @return fewer bytes where the file ends before
   */
  public byte[] next(int bytes) throws IOException {
    byte[] read = content.readNBytes(bytes);
    position += read.length;
    return read;
  }

  /** Whether there is nothing more. */
  public boolean atEnd() throws IOException {
    return content.read() < 0;
  }

  /**
   * Goes to a place.
   *
   * @throws java.io.EOFException if the file ends before
   */
  public void goTo(long offset) throws IOException {
    boolean compressed = content instanceof GZIPInputStream || content instanceof DigestInputStream;
    if (compressed ? offset < position : offset != position) {
      close();
      content = compressed ? files.content(name) : files.open(name, offset);
      position = compressed ? 0 : offset;
    }
    content.skipNBytes(offset - position);
    position = offset;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
