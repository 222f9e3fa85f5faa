package io.github.ann2snn.cli;

import io.github.ann2snn.cli.shell.Terminal;
import java.util.List;
import java.util.Locale;

/** Entry point of the process. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // For what other libraries format.
    Locale.setDefault(Locale.ROOT);
    if (List.of(args).contains("--verbose")) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    int exitCode = new Ann2Snn(Terminal.ofSystem()).execute(args);
    // Since version 21, the JVM looks in all jars for a log to tell that somebody ends it.
    if (exitCode != 0 || isHeldUp()) {
      System.exit(exitCode);
    }
  }

  /** Whether a thread, such as those of native libraries, would keep the JVM from ending. */
  private static boolean isHeldUp() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> !thread.isDaemon() && thread != Thread.currentThread());
  }
}
