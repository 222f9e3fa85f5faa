package io.github.ann2snn.dynamics.quantity;

import java.util.Arrays;
import java.util.HashMap;
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

  /** pF. */
  public static final Unit PICOFARAD = new Unit(Prefix.PICO, Dimension.CAPACITANCE);

  /** nS. */
  public static final Unit NANOSIEMENS = new Unit(Prefix.NANO, Dimension.CONDUCTANCE);

  /** Hz. */
  public static final Unit HERTZ = new Unit(Prefix.NONE, Dimension.FREQUENCY);

  private static final Map<String, Unit> BY_SYMBOL = bySymbol();

  /** The unit that is written so, in any of its spellings; empty if there is none. */
  public static Optional<Unit> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  /** All units of a dimension as they are printed, with commas, for messages. */
  static String list(Dimension dimension) {
    return Arrays.stream(Prefix.values())
        .map(prefix -> new Unit(prefix, dimension).symbol())
        .collect(Collectors.joining(", "));
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
}
