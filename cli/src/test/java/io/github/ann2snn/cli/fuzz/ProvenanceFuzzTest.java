package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ProvenanceFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    Files.write(folder.resolve("model.zip"), resource("golden-0.1/model.zip"));
    return List.of(resource("golden-0.1/model.zip.provenance.json"));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "model.zip.provenance.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ModelFile.load(file.resolveSibling("model.zip")).provenance().orElseThrow();
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
