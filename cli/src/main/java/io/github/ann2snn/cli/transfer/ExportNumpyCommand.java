package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.runtime.weights.WeightsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** Weights for NumPy. */
@Command(
    name = "numpy",
    description = "Writes weights and neurons as weights.npz, with a README of their shapes.",
    footer = {"", "Example: ann2snn export numpy network.nir --out weights"})
final class ExportNumpyCommand extends ExportWeightsCommand {
  @Override
  List<Path> write(WeightsExport export, Path folder) throws IOException {
    return export.numpy(folder);
  }
}
