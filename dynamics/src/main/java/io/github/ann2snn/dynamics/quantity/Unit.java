package io.github.ann2snn.dynamics.quantity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unit that values are written in and computed with, such as nA. */
public record Unit(Prefix prefix, Dimension dimension) {
  /** nA. */
  public static final Unit NANOAMPERE = new Unit(Prefix.NANO, Dimension.CURRENT);

  /** mV. */
  public static final Unit MILLIVOLT = new Unit(Prefix.MILLI, Dimension.VOLTAGE);

  /** ms. */
  public static final Unit MILLISECOND = new Unit(Prefix.MILLI, Dimension.TIME);

  /** s. */
  public static final Unit SECOND = new Unit(Prefix.NONE, Dimension.TIME);

  /** MOhm. */
  public static final Unit MEGAOHM = new Unit(Prefix.MEGA, Dimension.RESISTANCE);

  /** Hz. */
  public static final Unit HERTZ = new Unit(Prefix.NONE, Dimension.FREQUENCY);

  private static final Map<String, Unit> BY_SYMBOL = bySymbol();

  /** The unit that is written so, in any of its spellings; empty if there is none. */
  public static Optional<Unit> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  /** All units of a dimension. */
  public static List<Unit> all(Dimension dimension) {
    return Arrays.stream(Prefix.values()).map(prefix -> new Unit(prefix, dimension)).toList();
  }

  /** The same as they are printed, with commas, for messages. */
  static String list(Dimension dimension) {
    return all(dimension).stream().map(Unit::symbol).collect(Collectors.joining(", "));
  }

  /** How it is printed, such as {@code nA}, {@code uV} or {@code MOhm}. */
  public String symbol() {
    return prefix.symbols().get(0) + dimension.symbols().get(0);
  }

  private static Map<String, Unit> bySymbol() {
    Map<String, Unit> units = new HashMap<>();
    for (Prefix prefix : Prefix.values()) {
      for (Dimension dimension : Dimension.values()) {
        for (String p : prefix.symbols()) {
          for (String d : dimension.symbols()) {
            units.put(p + d, new Unit(prefix, dimension));
          }
        }
      }
    }
    return units;
  }

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
}
