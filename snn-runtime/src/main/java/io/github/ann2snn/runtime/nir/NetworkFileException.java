package io.github.ann2snn.runtime.nir;

import io.github.ann2snn.files.hdf5.Hdf5Exception;
import java.io.IOException;

/** A network file that cannot be read or written; the message says file, place and reason. */
public final class NetworkFileException extends IOException {
  private static final long serialVersionUID = 1;

  NetworkFileException(String message) {
    super(message);
  }

  /** What went wrong with the file as HDF5, or as what is written there. */
  NetworkFileException(Hdf5Exception cause) {
    super(cause.getMessage(), cause);
  }

  NetworkFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
