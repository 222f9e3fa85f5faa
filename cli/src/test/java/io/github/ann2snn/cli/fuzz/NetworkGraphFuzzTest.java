package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.nir.graph.NirGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class NetworkGraphFuzzTest extends ReaderFuzzContract {
  /** Ours, whose checksums guard most of it, and those of h5py, which has none. */
  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(Path.of("../snn-runtime/src/test/resources"), ".nir");
  }

  @Override
  protected Mutator mutator() {
    return Mutator.BYTES;
  }

  @Override
  protected String fileName() {
    return "network.nir";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return NirGraph.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
