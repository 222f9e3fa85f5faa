package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Models in HDF5, whose structures h5py gives no checksums. */
class KerasFuzzTest extends ReaderFuzzContract {
  static final Path FIXTURES = Path.of("../ann/src/test/resources/io/github/ann2snn/ann/keras");

  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(FIXTURES, ".h5");
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "model.h5";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return KerasModel.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
