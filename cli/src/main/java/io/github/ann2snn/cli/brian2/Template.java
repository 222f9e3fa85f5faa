package io.github.ann2snn.cli.brian2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the parts of a program, which lie beside this class. {@code @name@} stands for a value.
 * Lines between {@code #: if} with some words and {@code #: end} stay if all these words hold, or
 * do not hold where a {@code !} is before them.
 */
final class Template {
  private static final String IF = "#: if ";
  private static final String END = "#: end";
  private static final Pattern NAME = Pattern.compile("@(\\w+)@");

  private final Set<String> words = new HashSet<>();
  private final Map<String, String> values = new HashMap<>();

  /** Lets a word hold if it is so. */
  Template word(String word, boolean holds) {
    if (holds) {
      words.add(word);
    }
    return this;
  }

  /** Gives a name its value, a word or a number, as Python writes it. */
  Template put(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** These parts, one after the other. */
  String fill(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      boolean stays = true;
      for (String line : read(part).lines().toList()) {
        if (line.startsWith(IF)) {
          stays = List.of(line.substring(IF.length()).split(" ")).stream().allMatch(this::holds);
        } else if (line.equals(END)) {
          stays = true;
        } else if (stays) {
          text.append(NAME.matcher(line).replaceAll(this::value)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private boolean holds(String word) {
    return word.startsWith("!") ? !words.contains(word.substring(1)) : words.contains(word);
  }

  private String value(MatchResult name) {
    String value = values.get(name.group(1));
    if (value == null) {
      throw new IllegalStateException("no value for " + name.group());
    }
    return Matcher.quoteReplacement(value);
  }

  private static String read(String part) {
    try (InputStream in = Template.class.getResourceAsStream(part)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
