package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.Bar;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.datasets.ProgressListener;

/** Shows a download. */
final class DownloadProgress implements ProgressListener {
  private final Terminal terminal;
  private Bar bar;

  DownloadProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void start(String task, long totalBytes) {
    if (!terminal.interactive()) {
      terminal.say(task);
    }
    bar = Bar.start(terminal, task, totalBytes, "KB", 1024);
  }

  @Override
  public void advance(long doneBytes) {
    bar.stepTo(doneBytes);
  }

  @Override
  public void finish() {
    bar.close();
  }
}
