package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.ImportedFile;
import io.github.ann2snn.ann.training.ModelProvenance.ModelOrigin;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Whether what took long to make may be lost to something else of the same name. */
@OptionGroup.In(OptionGroup.TRAINING)
public final class Replacement {
  @Option(
      names = "--force",
      description = "Replace what lies at --out, though it is of other data or settings.",
      showDefaultValue = Visibility.NEVER)
  private boolean force;

  /**
   * Nothing, unless a file would be lost.
   *
   * @param lost what lies there, if it is something else than what will be written
   */
  public void require(BaseCommand command, Path file, Optional<String> lost) {
    command.refuse(
        lost.isPresent() && !force,
        "--out: %s holds %s. --force replaces it; or name another place",
        file,
        lost.orElse(""));
  }

  /**
   * What is lost with a model.
   *
   * @param difference what the model that lies there has otherwise, if anything
   */
  public static Optional<String> model(
      Path file, Function<ModelOrigin, Optional<String>> difference) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Optional<ModelProvenance> provenance = ModelFile.provenance(file);
      return provenance.isEmpty()
          ? Optional.of("something that ann2snn neither trained nor imported")
          : difference
              .apply(provenance.get().origin())
              .map(what -> describe(provenance.get().origin()) + ": " + what);
    } catch (BadFileException e) {
      return Optional.of("what cannot be told (" + e.getMessage() + ")");
    }
  }

  private static String describe(ModelOrigin origin) {
    if (origin instanceof TrainingState state) {
      return Text.of(
          "a model %s of %s, trained for %d of %d epochs",
          state.config().architecture(),
          state.dataset(),
          state.epochsCompleted(),
          state.config().epochs());
    }
    if (origin instanceof ImportedFile imported) {
      return "a model that was imported from " + imported.name();
    }
    throw new IllegalStateException("no origin is called " + origin);
  }
}
