package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import java.util.Set;

/** What every reader of a {@code results.json} must do. */
public abstract class ResultsFuzzContract extends ReaderFuzzContract {
  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "results.json";
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
