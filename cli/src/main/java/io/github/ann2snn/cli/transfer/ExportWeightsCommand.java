package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.runtime.nir.NirFile;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.weights.WeightsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A network's plain numbers in a folder. */
abstract class ExportWeightsCommand extends BaseCommand {
  @Parameters(paramLabel = "NET", description = "The network, a NIR file.")
  private Path network;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "weights",
      description = "The folder for the weights and their README.md.")
  private Path out;

  /** Writes the files and returns them. */
  abstract List<Path> write(WeightsExport export, Path folder) throws IOException;

  @Override
  public final void run() throws IOException {
    NirFile read = NirReader.read(network);
    Output.requireFolder(this, out);
    read.notes().forEach(note -> terminal().say(network + ": " + note));
    for (Path file : write(new WeightsExport(read.network()), out)) {
      terminal().out().println(file);
    }
  }
}
