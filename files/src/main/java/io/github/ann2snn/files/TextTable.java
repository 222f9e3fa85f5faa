package io.github.ann2snn.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table that a program carries with it as text: a row a line, its cells apart by {@code |}; empty
 * lines and those that begin with {@code #} are for its readers.
 */
public final class TextTable {
  private TextTable() {}

  /**
   * The rows of a table.
   *
   * @param beside a class of the package in which it lies
   * @param name of the resource
   * @throws IllegalStateException if there is none
   */
  public static List<List<String>> read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(beside.getPackageName() + " has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
