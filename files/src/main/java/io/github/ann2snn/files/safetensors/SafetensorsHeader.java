package io.github.ann2snn.files.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.safetensors.SafetensorsFile.Entry;
import io.github.ann2snn.files.safetensors.SafetensorsFile.NumberType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a file: {@code {"conv1.weight": {"dtype": "F32", "shape": [8, 1, 3, 3],
 * "data_offsets": [0, 288]}, ..., "__metadata__": {...}}}. It is read token by token, so that it
 * takes no more memory than the tensors that it names.
 */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";
  private static final int MAX_RANK = 8;

  private final JsonParser json;
  private String name = "";

  private SafetensorsHeader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads it.
   *
   * @param room bytes behind it
   * @return the tensors in the order of the header
   * @throws IllegalArgumentException if it does not say what it should, or its tensors are not
   *     those bytes
   */
  static Map<String, Entry> read(byte[] header, long room) throws IOException {
    try (JsonParser json = JsonDocument.FOREIGN.getFactory().createParser(header)) {
      Map<String, Entry> entries = new SafetensorsHeader(json).entries();
      requireOneBehindTheOther(entries, room);
      return entries;
    }
  }

  private static void requireOneBehindTheOther(Map<String, Entry> entries, long room) {
    Refusal.when(entries.isEmpty(), "names no tensors");
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> named) -> named.getValue().begin())
            .thenComparingLong(named -> named.getValue().end()));
    long end = 0;
    for (Map.Entry<String, Entry> named : sorted) {
      long begin = named.getValue().begin();
      Refusal.when(
          begin != end,
          "tensor %s begins at byte %d, but the one before it ends at %d",
          Text.printable(named.getKey()),
          begin,
          end);
      end = named.getValue().end();
    }
    Refusal.when(end != room, "its tensors have %d bytes, but %d are there", end, room);
  }

  private Map<String, Entry> entries() throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    require(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      name = json.currentName();
      require(json.nextToken(), JsonToken.START_OBJECT);
      if (name.equals(METADATA)) {
        json.skipChildren();
      } else {
        entries.put(name, entry());
      }
    }
    while (json.nextToken() != null) {
      throw Refusal.of("something stands behind it");
    }
    return entries;
  }

  private Entry entry() throws IOException {
    Optional<NumberType> type = Optional.empty();
    Optional<long[]> shape = Optional.empty();
    Optional<long[]> offsets = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = Optional.of(type());
        case "shape" -> shape = Optional.of(numbers(MAX_RANK));
        case "data_offsets" -> offsets = Optional.of(numbers(2));
        default ->
            throw Refusal.of("tensor %s: %s is unknown", Text.printable(name), Text.printable(key));
      }
    }
    Refusal.when(
        type.isEmpty() || shape.isEmpty() || offsets.isEmpty() || offsets.get().length != 2,
        "tensor %s: expected dtype, shape and two data_offsets",
        Text.printable(name));
    List<Integer> sizes = Arrays.stream(shape.get()).mapToObj(Math::toIntExact).toList();
    try {
      return new Entry(type.get(), sizes, offsets.get()[0], offsets.get()[1]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tensor " + Text.printable(name) + ": " + e.getMessage(), e);
    }
  }

  private NumberType type() throws IOException {
    String text = json.getText();
    return Arrays.stream(NumberType.values())
        .filter(type -> type.name().equals(text))
        .findAny()
        .orElseThrow(
            () ->
                Refusal.of(
                    "tensor %s: its dtype %s is unknown",
                    Text.printable(name), Text.printable(text)));
  }

  private long[] numbers(int most) throws IOException {
    require(json.currentToken(), JsonToken.START_ARRAY);
    long[] numbers = new long[most];
    int count = 0;
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      Refusal.when(count == most, "tensor %s: more than %d numbers", Text.printable(name), most);
      numbers[count] = json.getLongValue();
      Refusal.when(numbers[count++] < 0, "tensor %s: a number is below 0", Text.printable(name));
    }
    require(json.currentToken(), JsonToken.END_ARRAY);
    return Arrays.copyOf(numbers, count);
  }

  private void require(JsonToken found, JsonToken expected) {
    Refusal.when(
        found != expected,
        "%s%s where %s is expected",
        name.isEmpty() ? "" : "tensor " + Text.printable(name) + ": ",
        found,
        expected);
  }
}
