package io.github.ann2snn.cli.transfer;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.neurobench.NeuroBenchResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Results as NeuroBench's harness writes them. */
@Command(
    name = "neurobench",
    description =
        "Writes the results of a spiking network as JSON with the metrics of NeuroBench, as its"
            + " harness saves them (2.3.0), and says which it leaves out and why.",
    footer = {"", "Example: ann2snn export neurobench results/results.json --out neurobench.json"})
final class ExportNeuroBenchCommand extends BaseCommand {
  @Parameters(
      paramLabel = "RESULTS",
      description = "A results.json of run, compare, evaluate or stdp train, or its folder.")
  private Path results;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File for the metrics, JSON; - is the standard output.")
  private Path out;

  @Override
  public void run() throws IOException {
    Output.requireFile(this, out);
    Path file = Files.isDirectory(results) ? results.resolve("results.json") : results;
    BadFileException.when(
        !Files.isRegularFile(file),
        "%s: no such file; ann2snn run, compare and evaluate --out write results.json",
        file);
    NeuroBenchResults metrics = NeuroBenchResults.read(file);
    metrics.notices().forEach(notice -> say("%s.", notice));
    Output.write(this, out, to -> Files.writeString(to, metrics.text()));
  }
}
