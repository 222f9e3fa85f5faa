package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.energy.ProfileFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class EnergyProfileFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() throws IOException {
    return List.of(resource("golden-0.1/energy-profiles.json"));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "energy.json";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ProfileFile.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
