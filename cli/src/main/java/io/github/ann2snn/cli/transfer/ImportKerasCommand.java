package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.interop.keras.KerasModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models of Keras. */
@Command(
    name = "keras",
    description = "Imports a Keras model: HDF5 (.h5) of Keras 1 to 3, or a .keras archive.",
    footer = {
      "",
      "Example: ann2snn import keras mlp.h5 --out model.zip",
      "Example: ann2snn import keras cnn.keras --check expected.npz"
    })
final class ImportKerasCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "The model, .h5 or .keras.")
  private Path file;

  @Option(
      names = "--full-scale",
      paramLabel = "V",
      description =
          "What the model's own inputs have where a pixel is full, here 1. Default: 255 if the"
              + " model begins with Rescaling, else 1.")
  private Float fullScale;

  @Mixin private ImportOptions options;

  @Override
  public void run() throws IOException {
    if (fullScale != null && !(fullScale > 0 && Float.isFinite(fullScale))) {
      throw usage("--full-scale must be a number > 0; got " + fullScale);
    }
    options.requireOut(this);
    options.finish(this, file, KerasModel.read(file, Optional.ofNullable(fullScale)));
  }
}
