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
    System.exit(new Ann2Snn(Terminal.ofSystem()).execute(args));
  }
}
