package io.github.ann2snn.dynamics.quantity;

import java.util.List;

/** SI prefixes that values of neurons need; their letters are case-sensitive. */
public enum Prefix {
  /** 1e-12. */
  PICO(-12, "p"),
  /** 1e-9. */
  NANO(-9, "n"),
  /** 1e-6; {@code u}, the micro sign or the Greek letter. */
  MICRO(-6, "u", "\u00b5", "\u03bc"),
  /** 1e-3. */
  MILLI(-3, "m"),
  /** 1. */
  NONE(0, ""),
  /** 1e3. */
  KILO(3, "k"),
  /** 1e6. */
  MEGA(6, "M");

  private final int exponent;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
  private final List<String> symbols;

  Prefix(int exponent, String... symbols) {
    this.exponent = exponent;
    this.symbols = List.of(symbols);
  }

  /** The power of ten. */
  int exponent() {
    return exponent;
  }

  /** How it may be written; how it is printed comes first. */
  List<String> symbols() {
    return symbols;
  }
}
