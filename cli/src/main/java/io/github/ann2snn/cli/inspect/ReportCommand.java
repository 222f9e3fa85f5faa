package io.github.ann2snn.cli.inspect;

import io.github.ann2snn.cli.run.UnfinishedRun;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.ResultsFolder;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.page.FitPage;
import io.github.ann2snn.report.page.Report;
import io.github.ann2snn.report.page.TrainingPage;
import io.github.ann2snn.report.page.TuningPage;
import io.github.ann2snn.report.simulation.SimulationPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Results as a page to look at. */
@Command(
    name = "report",
    description = {
      "Draws results as one self-contained HTML page that opens offline, and writes every series as"
          + " CSV into the folder x-csv beside x.html. Several results are compared.",
      "Beside results.json, model.zip.training.json tells how the model was trained; it can be drawn"
          + " alone, too.",
      "A simulation of neurons is drawn from its results.json and the CSV files beside that, a tuning"
          + " from its tuning.json, also while it runs, and how a network lies on a chip from what fit"
          + " wrote.",
      ""
    },
    footer = {
      "",
      "Example: ann2snn report results/results.json other/results.json --out report.html"
    })
public final class ReportCommand extends BaseCommand {
  @Parameters(
      paramLabel = "RESULTS",
      arity = "1..*",
      description =
          "A results.json, tuning.json, model.zip.training.json or what fit wrote, or a folder that"
              + " holds one of the former two.")
  private List<Path> results;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "File for the page; - is the standard output, without the CSV files.")
  private Path out;

  @Override
  public void run() throws IOException {
    Output.requireFile(this, out);
    List<Path> files = new ArrayList<>();
    for (Path given : results) {
      files.add(file(given));
    }
    for (Path file : files) {
      Path folder = file.toAbsolutePath().getParent();
      UnfinishedRun.notice(folder).ifPresent(notice -> warn("NOTICE: %s", notice));
      String kind = JsonDocument.kind(file);
      if (kind.equals(DocumentInspection.SIMULATION)) {
        alone(files, file, "simulation", SimulationPage.read(file)::write);
        return;
      }
      if (kind.equals(DocumentInspection.TRAINING)) {
        training(files, file);
        return;
      }
      if (kind.equals(DocumentInspection.FIT)) {
        alone(files, file, "fit", FitPage.read(file)::write);
        return;
      }
      if (kind.equals(DocumentInspection.TUNING)) {
        alone(files, file, "tuning", TuningPage.read(file)::write);
        return;
      }
    }
    Report report = Report.read(files);
    for (Path file : files) {
      ResultsFolder.strangers(file).forEach(notice -> warn("NOTICE: %s", notice));
    }
    if (Output.isStream(out)) {
      Output.write(this, out, report::writePage);
      return;
    }
    Output.requireBeside(this, Report.csvFiles(out));
    UsedOptions.with(this, out, report::write);
    say("Wrote %s, and its series as CSV to %s", out, Report.csvFolder(out));
  }

  private void training(List<Path> files, Path file) throws IOException {
    TrainingPage page = TrainingPage.read(file);
    if (!Output.isStream(out)) {
      Output.requireBeside(this, Report.csvFiles(out));
    }
    alone(files, file, "training", Output.isStream(out) ? page::writePage : page::write);
  }

  private void alone(List<Path> files, Path file, String kind, AtomicFile.Content page)
      throws IOException {
    refuse(
        files.size() > 1,
        "%s is a %s, which is drawn alone; give it as the only RESULTS",
        file,
        kind);
    Output.write(this, out, page);
  }

  /** What is drawn of a folder. */
  private static Path file(Path given) throws BadFileException {
    Path results = Files.isDirectory(given) ? given.resolve("results.json") : given;
    Path tuning = given.resolve("tuning.json");
    Path file = Files.exists(results) || !Files.exists(tuning) ? results : tuning;
    BadFileException.when(
        !Files.isRegularFile(file),
        "%s: no such file; %s",
        file,
        UnfinishedRun.notice(given)
            .orElse(
                "ann2snn run, compare, evaluate and simulate write results.json, tune writes tuning.json"));
    return file;
  }
}
