package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.interop.torch.TorchModel;
import io.github.ann2snn.train.architecture.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Weights of PyTorch. */
@Command(
    name = "torch-npz",
    description = {
      "Imports a PyTorch state_dict that was saved as arrays:",
      "np.savez('weights.npz', **{k: v.numpy() for k, v in model.state_dict().items()})"
    },
    footer = {
      "",
      "Example: ann2snn import torch-npz weights.npz --architecture 784-512-256-10 --out model.zip",
      "Example: ann2snn import torch-npz weights.npz --architecture 28x28x1-c20k5-bn-a2-10"
          + " --check expected.npz"
    })
final class ImportTorchCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "The arrays, an .npz file.")
  private Path file;

  @Option(
      names = "--architecture",
      paramLabel = "LAYERS",
      required = true,
      description = "The model's layers, as for `ann2snn train`; hidden ones have ReLU.")
  private String architecture;

  @Mixin private ImportOptions options;

  @Override
  public void run() throws IOException {
    Architecture layers = fromOptions(() -> Architecture.parse(architecture));
    options.requireOut(this);
    options.finish(this, file, TorchModel.read(file, layers));
  }
}
