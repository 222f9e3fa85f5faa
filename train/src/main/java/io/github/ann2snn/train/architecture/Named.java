package io.github.ann2snn.train.architecture;

import io.github.ann2snn.files.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enum constants as users write them: {@code relu} for {@code RELU}. */
public final class Named {
  private Named() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public static <E extends Enum<E>> E parse(String what, Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(rule(what, type, name)));
  }

  private static <E extends Enum<E>> String rule(String what, Class<E> type, String name) {
    String names =
        Arrays.stream(type.getEnumConstants()).map(Named::of).collect(Collectors.joining(", "));
    return Text.of("%s must be one of %s; got \"%s\"", what, names, name);
  }
}
