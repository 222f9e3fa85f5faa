package io.github.ann2snn.ann.onnx.message;

import java.io.IOException;

/** Bytes that are no message, or a part of one. */
public final class DamagedMessageException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedMessageException(String what) {
    super(what);
  }
}
