package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.runtime.weights.WeightsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** Weights as JSON. */
@Command(
    name = "json",
    description = "Writes weights and neurons as weights.json, with a README of their shapes.",
    footer = {"", "Example: ann2snn export json network.nir --out weights"})
final class ExportJsonCommand extends ExportWeightsCommand {
  @Override
  List<Path> write(WeightsExport export, Path folder) throws IOException {
    return export.json(folder);
  }
}
