package io.github.ann2snn.cli.shell;

import java.util.function.Supplier;

/** Says what is left when the program is interrupted, until it is closed. */
public final class Interruption implements AutoCloseable {
  private final Thread hook;

  public Interruption(Terminal terminal, Supplier<String> message) {
    this.hook = new Thread(() -> terminal.warn("\nInterrupted" + message.get()));
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
