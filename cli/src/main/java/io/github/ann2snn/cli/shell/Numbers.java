package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.Text;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of the command line, and refuses others in the words of people. */
public final class Numbers {
  private static final Map<Class<?>, Function<String, ?>> WHOLE =
      Map.of(
          int.class, Integer::valueOf,
          Integer.class, Integer::valueOf,
          long.class, Long::valueOf,
          Long.class, Long::valueOf);
  private static final Map<Class<?>, Function<String, ?>> REAL =
      Map.of(
          float.class, Float::valueOf,
          Float.class, Float::valueOf,
          double.class, Double::valueOf,
          Double.class, Double::valueOf);

  private Numbers() {}

  /** Lets a command, and those below it, read numbers so. */
  public static void register(CommandLine command) {
    WHOLE.forEach((type, reader) -> register(command, type, reader, "a whole number"));
    REAL.forEach((type, reader) -> register(command, type, reader, "a number, such as 0.5"));
  }

  @SuppressWarnings("unchecked") // the tables above hold readers of their keys
  private static <T> void register(
      CommandLine command, Class<T> type, Function<String, ?> reader, String expected) {
    command.registerConverter(
        type,
        text -> {
          try {
            return (T) reader.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException(
                Text.of(
                    "'%s' is %s",
                    text, text.matches("[+-]?[0-9]+") ? "too large" : "not " + expected));
          }
        });
  }
}
