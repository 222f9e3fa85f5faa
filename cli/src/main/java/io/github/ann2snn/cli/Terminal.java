package io.github.ann2snn.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command reads its environment and writes.
 *
 * @param out takes results, and nothing else
 * @param err takes progress, notices and errors
 * @param interactive whether {@code err} is a terminal, on which lines may move
 * @param environment environment variables
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {
  /** The terminal of this process; the launcher says whether it is one. */
  static Terminal ofSystem() {
    boolean interactive = Boolean.getBoolean("ann2snn.terminal");
    return new Terminal(System.out, System.err, interactive, System.getenv());
  }

  /** Whether colours may be used: on a terminal, unless {@code NO_COLOR} is set. */
  boolean colors() {
    return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Tells the user something that is not a result. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
