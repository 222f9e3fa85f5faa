package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import picocli.CommandLine.Command;

/** Models of other frameworks. */
@Command(
    name = "import",
    description = "Makes a Deeplearning4j model of another framework's, weights and all.",
    subcommands = {ImportKerasCommand.class, ImportTorchCommand.class},
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn import keras model.h5 --out model.zip"})
public final class ImportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a format: keras or torch-npz");
  }
}
