package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.report.document.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class ResultsFuzzTest extends ResultsFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("golden-0.1/results.json"), resource("report/fixture.json"));
  }

  @Override
  protected Object read(Path file) throws IOException {
    return Results.DOCUMENT.read(file);
  }
}
