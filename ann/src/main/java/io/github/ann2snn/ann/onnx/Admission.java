package io.github.ann2snn.ann.onnx;

import com.google.protobuf.ByteString;
import io.github.ann2snn.files.Text;

/** What messages to the user say of a file. */
final class Admission {
  private Admission() {}

  /** Why something is refused. */
  static String reason(RuntimeException e) {
    return e instanceof ArithmeticException ? "its numbers are too large" : e.getMessage();
  }

  /** Text of a file, as messages show it. */
  static String shown(ByteString text) {
    return Text.printable(text.substring(0, Math.min(text.size(), 200)).toStringUtf8());
  }
}
