package io.github.ann2snn.dynamics.quantity;

import java.util.List;

/** What a value measures, with its SI unit and an example in the units of neurons. */
public enum Dimension {
  /** In A. */
  CURRENT("current", "2.5nA", "A"),
  /** In V. */
  VOLTAGE("voltage", "-70mV", "V"),
  /** In s. */
  TIME("time", "0.1ms", "s"),
  /** In Ohm. */
  RESISTANCE("resistance", "10MOhm", "Ohm", "ohm", "\u03a9", "\u2126"),
  /** In F. */
  CAPACITANCE("capacitance", "200pF", "F"),
  /** In S. */
  CONDUCTANCE("conductance", "10nS", "S"),
  /** In Hz. */
  FREQUENCY("frequency", "50Hz", "Hz");

  private final String word;
  private final String example;
  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
  private final List<String> symbols;

  Dimension(String word, String example, String... symbols) {
    this.word = word;
    this.example = example;
    this.symbols = List.of(symbols);
  }

  /** Its name within a sentence. */
  public String word() {
    return word;
  }

  /** A value that would do. */
  public String example() {
    return example;
  }

  /** How its unit may be written; how it is printed comes first. */
  List<String> symbols() {
    return symbols;
  }
}
