package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.page.TrainingPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class TrainingRecordFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("training/model.zip.training.json"));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "model.zip.training.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return TrainingPage.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
