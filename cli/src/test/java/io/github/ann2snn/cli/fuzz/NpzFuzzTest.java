package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Arrays of NumPy. */
class NpzFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(KerasFuzzTest.FIXTURES, ".npz");
  }

  @Override
  protected Mutator mutator() {
    Mutator content = new ZipMutator(Mutator.BYTES, Mutator.BYTES);
    return content.or(content.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "arrays.npz";
  }

  @Override
  protected Object read(Path file) throws IOException {
    try (NpzFile arrays = NpzFile.open(file)) {
      List<NpyArray> read = new ArrayList<>();
      for (String name : arrays.shapes().keySet()) {
        read.add(arrays.read(name));
      }
      return read;
    }
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
