package io.github.ann2snn.ann.onnx.message;

/**
 * A field of a message that is read; all others are skipped.
 *
 * @param kind what its values are
 * @param type of the messages that they are, else null
 */
record Field(Kind kind, MessageType type) {
  /** What values are. */
  enum Kind {
    WHOLE,
    FLOAT,
    DOUBLE,
    TEXT,
    MESSAGE,
    /** A tensor's bytes, which stay in the file. */
    BYTES
  }

  private static final Field WHOLE = new Field(Kind.WHOLE, null);
  private static final Field FLOAT = new Field(Kind.FLOAT, null);
  private static final Field DOUBLE = new Field(Kind.DOUBLE, null);
  private static final Field TEXT = new Field(Kind.TEXT, null);
  private static final Field BYTES = new Field(Kind.BYTES, null);

  /** Whether its values, where they are written one after the other, stay in the file. */
  boolean stays(MessageType of) {
    return of == MessageType.TENSOR
        && (kind == Kind.FLOAT || kind == Kind.DOUBLE || kind == Kind.BYTES);
  }

  /**
   * Messages of ONNX files; the numbers of their fields are those of onnx-ml.proto of ONNX 1.16.
   */
  enum MessageType {
    MODEL,
    OPERATOR_SET,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    ENTRY,
    VALUE,
    VALUE_TYPE,
    TENSOR_TYPE,
    SHAPE,
    DIMENSION,
    /** Of which only is asked whether there are any. */
    UNREAD;

    /** The field of a number; null if it is not read. */
    Field field(int number) {
      return switch (this) {
        case MODEL ->
            switch (number) {
              case 1 -> WHOLE;
              case 7 -> of(GRAPH);
              case 8 -> of(OPERATOR_SET);
              default -> null;
            };
        case OPERATOR_SET -> number == 1 ? TEXT : number == 2 ? WHOLE : null;
        case GRAPH ->
            switch (number) {
              case 1 -> of(NODE);
              case 5 -> of(TENSOR);
              case 11, 12 -> of(VALUE);
              case 14, 15 -> of(UNREAD);
              default -> null;
            };
        case NODE -> number == 5 ? of(ATTRIBUTE) : number < 8 && number != 6 ? TEXT : null;
        case ATTRIBUTE ->
            switch (number) {
              case 1, 4, 21 -> TEXT;
              case 2, 7 -> FLOAT;
              case 3, 8, 20 -> WHOLE;
              case 5 -> of(TENSOR);
              case 6 -> of(GRAPH);
              default -> null;
            };
        case TENSOR ->
            switch (number) {
              case 1, 2, 5, 7, 14 -> WHOLE;
              case 3 -> of(UNREAD);
              case 4 -> FLOAT;
              case 8 -> TEXT;
              case 9 -> BYTES;
              case 10 -> DOUBLE;
              case 13 -> of(ENTRY);
              default -> null;
            };
        case ENTRY -> number < 3 ? TEXT : null;
        case VALUE -> number == 1 ? TEXT : number == 2 ? of(VALUE_TYPE) : null;
        case VALUE_TYPE -> number == 1 ? of(TENSOR_TYPE) : null;
        case TENSOR_TYPE -> number == 1 ? WHOLE : number == 2 ? of(SHAPE) : null;
        case SHAPE -> number == 1 ? of(DIMENSION) : null;
        case DIMENSION -> number == 1 ? WHOLE : number == 2 ? TEXT : null;
        case UNREAD -> null;
      };
    }

    private static Field of(MessageType type) {
      return new Field(Kind.MESSAGE, type);
    }
  }
}
