package io.github.ann2snn.cli.bench;

/** Something whose time is measured. */
@FunctionalInterface
interface Task {
  void run() throws InterruptedException;
}
