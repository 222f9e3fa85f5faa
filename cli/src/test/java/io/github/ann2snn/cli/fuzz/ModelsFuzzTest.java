package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.ann.Models;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files of all formats, whose format is told by what is left of them. */
class ModelsFuzzTest extends ReaderFuzzContract {
  private static final Path RESOURCES = Path.of("../ann/src/test/resources/io/github/ann2snn/ann");

  @Override
  protected List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String ending : List.of("gemm.onnx", ".npz", ".safetensors")) {
      seeds.addAll(files(RESOURCES, ending));
    }
    seeds.addAll(files(KerasFuzzTest.FIXTURES, ".h5"));
    return seeds;
  }

  @Override
  protected Mutator mutator() {
    return Mutator.BYTES;
  }

  @Override
  protected String fileName() {
    return "model.bin";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return Models.read(file, ModelOptions.NONE);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
