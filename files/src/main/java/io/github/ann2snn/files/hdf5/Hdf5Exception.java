package io.github.ann2snn.files.hdf5;

import java.io.IOException;

/** An HDF5 file that cannot be read or written; the message says file, place and reason. */
public final class Hdf5Exception extends IOException {
  private static final long serialVersionUID = 1;

  /** A failure whose message is complete. */
  public Hdf5Exception(String message) {
    super(message);
  }

  /** Likewise, with what led to it. */
  public Hdf5Exception(String message, Throwable cause) {
    super(message, cause);
  }
}
