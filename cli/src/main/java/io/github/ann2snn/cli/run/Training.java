package io.github.ann2snn.cli.run;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;

/** Trains, with the progress on the terminal. */
public final class Training {
  private Training() {}

  /**
   * @param resume whether to continue from the checkpoint that {@code file} is
   */
  public static TrainingResult train(
      BaseCommand command, TrainingConfig config, Dataset dataset, Path file, boolean resume)
      throws IOException {
    command
        .terminal()
        .say("Training %s, epochs: %d.".formatted(config.architecture(), config.epochs()));
    try (TrainingProgress progress =
        new TrainingProgress(command.terminal(), config.epochs(), file)) {
      Trainer trainer = command.fromOptions(() -> new Trainer(config, dataset, progress));
      TrainingResult result = resume ? trainer.resume(file) : trainer.train(file);
      command.terminal().say(result.model().summary().strip());
      return result;
    }
  }
}
