package io.github.ann2snn.files.hdf5;

/**
 * A place in an HDF5 file, for messages.
 *
 * @param file name of the file
 * @param fileBytes its length
 * @param path {@code /node/edges}; empty for the file as a whole
 */
record Hdf5Location(String file, long fileBytes, String path) {
  Hdf5Location child(String name) {
    return new Hdf5Location(file, fileBytes, path + "/" + name);
  }

  Hdf5Exception fault(String reason) {
    return new Hdf5Exception(prefix() + reason);
  }

  /** The HDF5 library could not read this place: its own reason is the innermost cause. */
  Hdf5Exception damaged(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String reason =
        innermost.getMessage() == null
            ? innermost.getClass().getSimpleName()
            : innermost.getMessage();
    return new Hdf5Exception(
        prefix() + "damaged, or HDF5 that cannot be read here: " + reason, cause);
  }

  private String prefix() {
    return path.isEmpty() ? file + ": " : file + ": " + path + ": ";
  }
}
