package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ModelFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("golden-0.1/model.zip"));
  }

  @Override
  protected Mutator mutator() {
    Mutator json = new TextMutator().or(new TextMutator().or(Mutator.BYTES));
    Mutator content = new ZipMutator(json, Mutator.BYTES);
    return content.or(content.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "model.zip";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ModelFile.load(file).summary();
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
