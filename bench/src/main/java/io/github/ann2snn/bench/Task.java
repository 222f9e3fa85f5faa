package io.github.ann2snn.bench;

/** Something whose time is measured. */
@FunctionalInterface
interface Task {
  void run() throws InterruptedException;
}
