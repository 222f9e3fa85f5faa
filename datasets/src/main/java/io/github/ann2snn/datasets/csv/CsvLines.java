package io.github.ann2snn.datasets.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a text in UTF-8, which end in LF, CR or both; and the bytes where they begin. */
final class CsvLines implements AutoCloseable {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long begin;

  /**
   * @param in what is read; closed with this
   * @param offset of its first byte in the file
   */
  CsvLines(InputStream in, long offset) {
    this.in = in;
    this.begin = offset;
  }

  /** Where the line that {@link #next} would give begins in the file. */
  long offset() {
    return begin + at;
  }

  /** The next line without its end, or null if there is none. */
  String next() throws IOException {
    if (at == filled && !fill()) {
      return null;
    }
    ByteArrayOutputStream earlier = null;
    while (true) {
      int from = at;
      while (at < filled && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      if (at < filled && earlier == null) {
        String line = new String(buffer, from, at - from, StandardCharsets.UTF_8);
        endLine();
        return line;
      }
      earlier = earlier == null ? new ByteArrayOutputStream() : earlier;
      earlier.write(buffer, from, at - from);
      if (at < filled || !fill()) {
        endLine();
        return earlier.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private void endLine() throws IOException {
    if (at == filled) {
      return;
    }
    boolean mayBeTwo = buffer[at++] == '\r';
    if (mayBeTwo && (at < filled || fill()) && buffer[at] == '\n') {
      at++;
    }
  }

  private boolean fill() throws IOException {
    begin += filled;
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
