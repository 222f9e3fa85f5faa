package io.github.ann2snn.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A value that is made when it is asked for first: once, whichever thread asks. */
final class Lazy<T> {
  /** Makes a value. */
  @FunctionalInterface
  interface Making<T> {
    T make() throws IOException;
  }

  private final Making<T> making;
  private volatile T value;

  private Lazy(Making<T> making, T value) {
    this.making = making;
    this.value = value;
  }

  static <T> Lazy<T> of(Making<T> making) {
    return new Lazy<>(making, null);
  }

  /** A value that is there. */
  static <T> Lazy<T> of(T value) {
    return new Lazy<>(() -> value, value);
  }

  /**
   * The value.
   *
   * @throws UncheckedIOException if it cannot be made; who asks again has it tried again
   */
  T get() {
    T made = value;
    return made != null ? made : made();
  }

  private synchronized T made() {
    if (value == null) {
      try {
        value = making.make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return value;
  }
}
