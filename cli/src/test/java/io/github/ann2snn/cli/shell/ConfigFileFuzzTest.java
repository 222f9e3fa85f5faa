package io.github.ann2snn.cli.shell;

import io.github.ann2snn.cli.fuzz.Mutator;
import io.github.ann2snn.cli.fuzz.ReaderFuzzContract;
import io.github.ann2snn.cli.fuzz.TextMutator;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ConfigFileFuzzTest extends ReaderFuzzContract {
  private static final String OPTIONS =
      """
      # ann2snn run --config config.properties
      dataset = idx:\\u00fcber/zahlen
      architecture: 784-512-\\
         256-10
      energy-profile = C:\\\\chip.json
      ! of one command
      run.epochs 20
      default.average-weights=true
      """;

  @Override
  protected List<byte[]> seeds() {
    return List.of(OPTIONS.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "config.properties";
  }

  @Override
  protected Object read(Path file) throws IOException {
    return ConfigFile.read(file);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
