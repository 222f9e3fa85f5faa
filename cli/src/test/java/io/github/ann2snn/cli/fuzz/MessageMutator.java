package io.github.ann2snn.cli.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes fields of a message of protobuf, so that the file stays one: numbers become extreme,
 * texts become other texts of the file, what is repeated is repeated once more, left out or
 * exchanged.
 *
 * @param type an empty message of the file's type
 */
record MessageMutator(Message type) implements Mutator {
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    4,
    7,
    -1,
    -2,
    64,
    1 << 16,
    1 << 28,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final double[] REALS = {
    0, -0.0, 1, -1, 0.5, 6, 1e38, -1e38, 1e-45, Double.NaN, Double.POSITIVE_INFINITY
  };

  @Override
  public byte[] mutate(byte[] original, SplittableRandom random) {
    try {
      Message message = type.getParserForType().parseFrom(original);
      List<Object> texts = new ArrayList<>();
      collect(message, texts);
      Message.Builder builder = message.toBuilder();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        change(builder, texts, random);
      }
      return builder.buildPartial().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a seed is no message", e);
    }
  }

  private static void collect(Message message, List<Object> texts) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              for (Object part : field.isRepeated() ? (List<?>) value : List.of(value)) {
                if (part instanceof Message inner) {
                  collect(inner, texts);
                } else if (part instanceof String) {
                  texts.add(part);
                }
              }
            });
  }

  private static void change(Message.Builder builder, List<Object> texts, SplittableRandom random) {
    List<FieldDescriptor> fields = new ArrayList<>(builder.getAllFields().keySet());
    if (fields.isEmpty() || random.nextInt(12) == 0) {
      // A field that is not there, or any other.
      fields = builder.getDescriptorForType().getFields();
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    boolean inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    if (field.isRepeated()) {
      int count = builder.getRepeatedFieldCount(field);
      int at = count == 0 ? 0 : random.nextInt(count);
      if (count > 0 && random.nextInt(6) > 0) {
        Object old = builder.getRepeatedField(field, at);
        builder.setRepeatedField(
            field,
            at,
            inside ? inner((Message) old, texts, random) : other(field, old, texts, random));
      } else if (count > 0) {
        rearrange(builder, field, at, random);
      } else if (!inside) {
        builder.addRepeatedField(field, other(field, 0, texts, random));
      }
    } else if (random.nextInt(10) == 0) {
      builder.clearField(field);
    } else if (inside) {
      builder.setField(field, inner((Message) builder.getField(field), texts, random));
    } else {
      builder.setField(field, other(field, builder.getField(field), texts, random));
    }
  }

  private static Message inner(Message old, List<Object> texts, SplittableRandom random) {
    Message.Builder inner = old.toBuilder();
    change(inner, texts, random);
    return inner.buildPartial();
  }

  private static void rearrange(
      Message.Builder builder, FieldDescriptor field, int at, SplittableRandom random) {
    List<Object> all = new ArrayList<>((List<?>) builder.getField(field));
    switch (random.nextInt(3)) {
      case 0 -> all.add(all.get(at));
      case 1 -> all.remove(at);
      default -> Collections.swap(all, at, random.nextInt(all.size()));
    }
    builder.setField(field, all);
  }

  private static Object other(
      FieldDescriptor field, Object old, List<Object> texts, SplittableRandom random) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    double real = REALS[random.nextInt(REALS.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> (float) real;
      case DOUBLE -> real;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> texts.get(random.nextInt(texts.size()));
      case BYTE_STRING ->
          old instanceof ByteString bytes && !bytes.isEmpty()
              ? ByteString.copyFrom(Mutator.BYTES.mutate(bytes.toByteArray(), random))
              : ByteString.copyFromUtf8("x");
      case ENUM -> {
        var values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      default -> throw new IllegalStateException(field.getFullName());
    };
  }
}
