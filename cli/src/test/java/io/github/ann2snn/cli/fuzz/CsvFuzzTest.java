package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class CsvFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("golden-0.1/quarters.csv"));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "data.csv";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return new DatasetLoader(DatasetOptions.DEFAULTS).load("csv:" + file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
