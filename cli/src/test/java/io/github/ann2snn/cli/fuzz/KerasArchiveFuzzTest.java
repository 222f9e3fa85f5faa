package io.github.ann2snn.cli.fuzz;

import java.io.IOException;
import java.util.List;

/** Models in {@code .keras} archives. */
class KerasArchiveFuzzTest extends KerasFuzzTest {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return files(FIXTURES, ".keras");
  }

  @Override
  protected Mutator mutator() {
    Mutator json = new TextMutator().or(Mutator.BYTES);
    Mutator content = new ZipMutator(json, Mutator.BYTES);
    return content.or(content.or(Mutator.BYTES));
  }

  @Override
  protected String fileName() {
    return "model.keras";
  }
}
