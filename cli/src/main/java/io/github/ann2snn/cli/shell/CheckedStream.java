package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.FileKind;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** A stream of text that keeps the reason why it could not be written. */
public final class CheckedStream extends PrintStream {
  private final Sink sink;
  private final Path place;

  private CheckedStream(Sink sink, Path place, Charset charset) {
    super(new BufferedOutputStream(sink), true, charset);
    this.sink = sink;
    this.place = place;
  }

  /**
   * Writes to another stream, each line at once.
   *
   * @param place where that leads to
   */
  public static CheckedStream to(OutputStream out, Path place, Charset charset) {
    return new CheckedStream(new Sink(out), place, charset);
  }

  /**
   * Why something could not be written; empty if all was, or if it leads to another program that
   * has read as much as it wants.
   */
  Optional<String> failure() {
    flush();
    FileKind kind = FileKind.of(place);
    return kind == FileKind.PIPE || kind == FileKind.SOCKET
        ? Optional.empty()
        : Optional.ofNullable(sink.failure).map(failure -> "" + failure.getMessage());
  }

  /** Keeps the first failure. */
  private static final class Sink extends FilterOutputStream {
    private volatile IOException failure;

    Sink(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
