package io.github.ann2snn.ann.onnx.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a message by their numbers, values in the order of the file. Of a field that has
 * one value, the last counts.
 */
final class Message {
  private final Map<Integer, Object> fields = new HashMap<>(4);

  /** Whole numbers, or the bits of others. */
  private static final class Numbers {
    private long[] values = new long[1];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  void add(int field, long number) {
    ((Numbers) fields.computeIfAbsent(field, f -> new Numbers())).add(number);
  }

  void add(int field, String text) {
    this.<String>list(field).add(text);
  }

  /** Adds a message, or its fields to the one that is there. */
  Message add(int field, boolean single) {
    List<Message> list = list(field);
    if (list.isEmpty() || !single) {
      list.add(new Message());
    }
    return list.get(list.size() - 1);
  }

  @SuppressWarnings("unchecked") // a field has values of one kind
  private <T> List<T> list(int field) {
    return (List<T>) fields.computeIfAbsent(field, f -> new ArrayList<T>(1));
  }

  @SuppressWarnings("unchecked") // likewise
  private <T> List<T> all(int field) {
    return (List<T>) fields.getOrDefault(field, List.of());
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  int count(int field) {
    Object there = fields.get(field);
    return there == null
        ? 0
        : there instanceof Numbers numbers ? numbers.size : ((List<?>) there).size();
  }

  /** A number; 0 if there is none. */
  long number(int field) {
    int count = count(field);
    return count == 0 ? 0 : number(field, count - 1);
  }

  long number(int field, int index) {
    return ((Numbers) fields.get(field)).values[index];
  }

  long[] numbers(int field) {
    return fields.get(field) instanceof Numbers there
        ? Arrays.copyOf(there.values, there.size)
        : new long[0];
  }

  /** A text; the empty one if there is none. */
  String text(int field) {
    List<String> texts = all(field);
    return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
  }

  List<String> texts(int field) {
    return all(field);
  }

  List<Message> messages(int field) {
    return all(field);
  }

  /** A message; an empty one if there is none. */
  Message message(int field) {
    List<Message> there = all(field);
    return there.isEmpty() ? new Message() : there.get(0);
  }
}
