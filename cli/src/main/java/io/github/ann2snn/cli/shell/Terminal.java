package io.github.ann2snn.cli.shell;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.text.TextStyle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a command reads its environment and writes.
 *
 * @param out takes results, and nothing else
 * @param err takes progress, notices and errors
 * @param interactive whether {@code err} is a terminal, on which lines may move
 * @param environment environment variables
 * @param display what {@code out} shows
 * @param quiet whether only what matters is said
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean interactive,
    Map<String, String> environment,
    Display display,
    boolean quiet) {
  /**
   * What results are printed to.
   *
   * @param terminal whether it is a terminal, and not a file or another program
   * @param charset of the letters that it shows
   */
  public record Display(boolean terminal, Charset charset) {}

  /** The standard output as a file, where the system has that. */
  static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  private static final Path STANDARD_ERROR = Path.of("/dev/stderr");

  /** The top command, which knows where to write. */
  public interface Owner {
    /** Where all commands write. */
    Terminal terminal();
  }

  /** The terminal of this process; the launcher says whether it is one. Results are UTF-8. */
  public static Terminal ofSystem() {
    return new Terminal(
        CheckedStream.to(
            new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT, StandardCharsets.UTF_8),
        CheckedStream.to(new FileOutputStream(FileDescriptor.err), STANDARD_ERROR, charset()),
        Boolean.getBoolean("ann2snn.terminal"),
        System.getenv(),
        new Display(Boolean.getBoolean("ann2snn.terminal.out"), charset()),
        false);
  }

  /** Width of the terminal that progress is shown on; the launcher tells it. */
  static int columns() {
    return Integer.getInteger("ann2snn.terminal.columns", 80);
  }

  /**
   * The launcher tells the charset where it changed the locale, newer JVMs tell that of the
   * standard output, older ones that of the system.
   */
  private static Charset charset() {
    return Stream.of(
            "ann2snn.terminal.charset", "stdout.encoding", "sun.stdout.encoding", "native.encoding")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .filter(Charset::isSupported)
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  /** The same without progress and notices. */
  Terminal quietly() {
    return new Terminal(out, err, false, environment, display, true);
  }

  /** Whether results may be coloured: on a terminal, unless {@code NO_COLOR} is set. */
  public boolean colors() {
    return display.terminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** How results may be printed. */
  public TextStyle style() {
    return new TextStyle(colors(), TextStyle.hasBlocks(display.charset()));
  }

  /** Tells the user something that is not a result, a line of {@link Text#of}. */
  @FormatMethod
  public void say(String format, Object... args) {
    if (!quiet) {
      warn(format, args);
    }
  }

  /** Likewise, what matters for what becomes of the results. */
  @FormatMethod
  public void warn(String format, Object... args) {
    err.println(Text.of(format, args));
    err.flush();
  }

  /**
   * Makes sure that all that was written has arrived; otherwise says why it has not.
   *
   * @return whether it has, or nobody wants to read it
   */
  public boolean complete() {
    boolean complete = true;
    for (PrintStream stream : List.of(err, out)) {
      Optional<String> failure =
          stream instanceof CheckedStream checked ? checked.failure() : Optional.empty();
      if (failure.isPresent()) {
        complete = false;
        String what = stream == out ? "standard output" : "standard error";
        warn("ann2snn: %s is not complete: %s", what, failure.get());
      }
    }
    return complete;
  }

  /** Says what is left when the program is interrupted, until it is closed. */
  public static final class Interruption implements AutoCloseable {
    private final Thread hook;

    public Interruption(Terminal terminal, Supplier<String> message) {
      this.hook = new Thread(() -> terminal.warn("\nInterrupted%s", message.get()));
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook is what ends it.
      }
    }
  }
}
