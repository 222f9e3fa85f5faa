package io.github.ann2snn.files.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A JSON object that knows where it lies, so that what is wrong with it can be said.
 *
 * @param place file and path; with a colon at its end, no dot follows
 * @param node an object
 */
public record Fields(String place, JsonNode node) {
  private static final int LONGEST_TEXT = 1000;

  /**
   * @throws BadFileException if the node is no object
   */
  public static Fields of(String place, JsonNode node) throws BadFileException {
    BadFileException.when(!node.isObject(), "%s: expected an object { ... }", unended(place));
    return new Fields(place, node);
  }

  /** The same object, to be told of as {@code place}. */
  public Fields at(String other) {
    return new Fields(other, node);
  }

  private String inside(String key) {
    return place + (place.endsWith(":") ? " " : ".") + key;
  }

  private static String unended(String place) {
    return place.endsWith(":") ? place.substring(0, place.length() - 1) : place;
  }

  /** Refuses any key but these. */
  public void allow(Set<String> keys) throws BadFileException {
    for (String name : names()) {
      if (!keys.contains(name)) {
        throw BadFileException.of(
            "%s: unknown item \"%s\"; allowed: %s",
            unended(place),
            name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?"),
            String.join(", ", new TreeSet<>(keys)));
      }
    }
  }

  public boolean has(String key) {
    return node.has(key);
  }

  /** The names of all fields, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode required(String key, String expected) throws BadFileException {
    BadFileException.when(
        !node.has(key), "%s: \"%s\" is missing; expected %s", unended(place), key, expected);
    return node.get(key);
  }

  public Fields object(String key) throws BadFileException {
    return of(inside(key), required(key, "an object"));
  }

  /** What an object stands for. */
  public interface Reader<T> {
    T read(Fields object) throws BadFileException;
  }

  /** What an object stands for; empty if there is none. */
  public <T> Optional<T> optional(String key, Reader<T> reader) throws BadFileException {
    return has(key) ? Optional.of(reader.read(object(key))) : Optional.empty();
  }

  /** What the objects of an array stand for. */
  public <T> List<T> list(String key, Reader<T> reader) throws BadFileException {
    JsonNode array = required(key, "a list of objects");
    BadFileException.when(!array.isArray(), "%s: expected a list [ ... ]", inside(key));
    List<T> list = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      list.add(reader.read(of(inside(key) + "[" + i + "]", array.get(i))));
    }
    return list;
  }

  /** The texts of an array, none if it is missing. */
  public List<String> texts(String key) throws BadFileException {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : node.path(key)) {
      texts.add(checked(key, text));
    }
    return texts;
  }

  /** A line of text. */
  public String text(String key, String expected) throws BadFileException {
    return checked(key, required(key, expected));
  }

  private String checked(String key, JsonNode text) throws BadFileException {
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw BadFileException.of("%s: %s is no text; expected a line of text", inside(key), text);
    }
    if (text.textValue().length() > LONGEST_TEXT
        || text.textValue().codePoints().anyMatch(Fields::isControl)) {
      throw BadFileException.of(
          "%s: expected a line of at most %,d characters without control characters",
          inside(key), LONGEST_TEXT);
    }
    return text.textValue();
  }

  /** Control characters, and those that change the direction of what follows. */
  private static boolean isControl(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  /** A finite number of at least 0. */
  public double number(String key) throws BadFileException {
    return real(key, "a finite number >= 0", 0);
  }

  /** A finite number. */
  public double real(String key) throws BadFileException {
    return real(key, "a finite number", Double.NEGATIVE_INFINITY);
  }

  private double real(String key, String expected, double least) throws BadFileException {
    JsonNode number = required(key, expected);
    double value = number.doubleValue();
    if (!number.isNumber() || !(value >= least) || Double.isInfinite(value)) {
      throw BadFileException.of("%s is %s; expected %s", inside(key), number, expected);
    }
    return value;
  }

  /** One of some constants, by the name that files have for it. */
  public <T extends Enum<T>> T constant(String key, Class<T> type) throws BadFileException {
    T[] all = type.getEnumConstants();
    String expected =
        Arrays.stream(all)
            .map(T::toString)
            .collect(Collectors.joining("\", \"", "one of \"", "\""));
    String name = text(key, expected);
    for (T constant : all) {
      if (constant.toString().equals(name)) {
        return constant;
      }
    }
    throw BadFileException.of("%s is \"%s\"; expected %s", inside(key), name, expected);
  }

  /** The whole numbers of an array, each from {@code least} on. */
  public List<Long> wholes(String key, long least) throws BadFileException {
    JsonNode array = required(key, "a list of whole numbers");
    BadFileException.when(
        !array.isArray() || array.isEmpty(), "%s: expected a list [ ... ] of numbers", inside(key));
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      numbers.add(whole(inside(key) + "[" + i + "]", array.get(i), least));
    }
    return numbers;
  }

  /** True or false. */
  public boolean flag(String key) throws BadFileException {
    JsonNode flag = required(key, "true or false");
    if (!flag.isBoolean()) {
      throw BadFileException.of("%s is %s; expected true or false", inside(key), flag);
    }
    return flag.booleanValue();
  }

  /** A whole number from {@code least} on. */
  public long whole(String key, long least) throws BadFileException {
    return whole(inside(key), required(key, "a whole number >= " + least), least);
  }

  private static long whole(String place, JsonNode number, long least) throws BadFileException {
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || number.longValue() < least
        || number.longValue() > Integer.MAX_VALUE) {
      throw BadFileException.of(
          "%s is %s; expected a whole number from %d to %d",
          place, number, least, Integer.MAX_VALUE);
    }
    return number.longValue();
  }
}
