package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.chip.file.ChipFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ChipFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(Files.readAllBytes(Path.of("../docs/chip.json")));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "chips.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ChipFile.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
