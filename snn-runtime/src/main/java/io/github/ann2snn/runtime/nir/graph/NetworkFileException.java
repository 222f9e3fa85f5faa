package io.github.ann2snn.runtime.nir.graph;

import io.github.ann2snn.files.hdf5.Hdf5Exception;
import java.io.IOException;

/** A network file that cannot be read or written; the message says file, place and reason. */
public final class NetworkFileException extends IOException {
  private static final long serialVersionUID = 1;

  public NetworkFileException(String message) {
    super(message);
  }

  /** What went wrong with the file as HDF5, or as what is written there. */
  public NetworkFileException(Hdf5Exception cause) {
    super(cause.getMessage(), cause);
  }

  public NetworkFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
