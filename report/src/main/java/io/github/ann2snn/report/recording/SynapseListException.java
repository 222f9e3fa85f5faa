package io.github.ann2snn.report.recording;

import java.io.IOException;

/** A list of synapses that cannot be read. */
public final class SynapseListException extends IOException {
  private static final long serialVersionUID = 1L;

  SynapseListException(String message) {
    super(message);
  }
}
