package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.tensorboard.EventFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a training is watched while it runs. */
@OptionGroup.In(OptionGroup.TRAINING)
final class EventOptions {
  private static final String NAME = "--tensorboard";

  @Option(
      names = NAME,
      paramLabel = "DIR",
      description =
          "Folder for event files, which TensorBoard shows: curves and histograms of the training as"
              + " it gets on, and the network as text. One folder for each training.")
  private Path folder;

  /** Makes sure that files can be written there, before anything is read. */
  void require(BaseCommand command) {
    if (folder != null) {
      Output.requireEvents(command, NAME, folder);
    }
  }

  /** The folder for a training, which holds events of no other. */
  Optional<EventFolder> folder(BaseCommand command, TrainingConfig config, Dataset dataset) {
    if (folder == null) {
      return Optional.empty();
    }
    EventFolder events = EventFolder.of(folder, dataset.trainSha256(), config);
    Output.require(command, NAME, events::requireOurs);
    return Optional.of(events);
  }
}
