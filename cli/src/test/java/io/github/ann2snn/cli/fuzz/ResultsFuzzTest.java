package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.cli.report.ResultsFile;
import io.github.ann2snn.cli.report.ResultsFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ResultsFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("golden-0.1/results.json"), resource("report/fixture.json"));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "results.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ResultsFile.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(ResultsFileException.class);
  }
}
