package io.github.ann2snn.files.numpy;

import io.github.ann2snn.files.BadFileException;
import java.io.Closeable;
import java.util.List;
import java.util.Map;

/** A file of arrays with names, which are read one by one. */
public interface NamedArrays extends Closeable {
  /** The arrays' names and shapes, in the order of the file. */
  Map<String, List<Integer>> shapes();

  /**
   * Reads an array.
   *
   * @param name one of {@link #shapes}
   * @throws BadFileException if it is damaged, holds something else than plain numbers, or one is
   *     not finite as a float32
   */
  NpyArray read(String name) throws BadFileException;

  @Override
  void close() throws BadFileException;
}
