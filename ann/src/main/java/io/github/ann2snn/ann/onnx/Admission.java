package io.github.ann2snn.ann.onnx;

import com.google.protobuf.ByteString;

/** What messages to the user say of a file. */
final class Admission {
  private Admission() {}

  /** Why something is refused. */
  static String reason(RuntimeException e) {
    return e instanceof ArithmeticException ? "its numbers are too large" : e.getMessage();
  }

  /** Text of a file, as messages show it. */
  static String shown(String text) {
    String clean = text.replaceAll("[^ -~]", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
  }

  /** Likewise. */
  static String shown(ByteString text) {
    return shown(text.substring(0, Math.min(text.size(), 200)).toStringUtf8());
  }
}
