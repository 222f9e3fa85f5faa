package io.github.ann2snn.cli.options;

import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of an option with its unit, such as {@code 2.5nA}. */
public abstract sealed class QuantityConverter implements ITypeConverter<Quantity> {
  private final Dimension dimension;

  private QuantityConverter(Dimension dimension) {
    this.dimension = dimension;
  }

  @Override
  public final Quantity convert(String text) {
    try {
      return Quantity.parse(text, dimension);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** For currents. */
  public static final class Current extends QuantityConverter {
    Current() {
      super(Dimension.CURRENT);
    }
  }

  /** For voltages. */
  public static final class Voltage extends QuantityConverter {
    Voltage() {
      super(Dimension.VOLTAGE);
    }
  }

  /** For times. */
  public static final class Time extends QuantityConverter {
    Time() {
      super(Dimension.TIME);
    }
  }

  /** For resistances. */
  public static final class Resistance extends QuantityConverter {
    Resistance() {
      super(Dimension.RESISTANCE);
    }
  }
}
