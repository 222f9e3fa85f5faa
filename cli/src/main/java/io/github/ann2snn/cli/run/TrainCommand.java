package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.run.Training.Checkpoint;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.page.Report;
import io.github.ann2snn.report.page.TrainingPage;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.training.StartingWeights;
import io.github.ann2snn.train.training.TrainingListener.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training alone. */
@Command(
    name = "train",
    description = "Trains a network with Deeplearning4j and writes a checkpoint after every epoch.",
    footer = {
      "",
      "Example: ann2snn train --dataset mnist --architecture 784-512-256-10 --out model.zip"
    })
@OptionGroup.In(OptionGroup.TRAINING)
public final class TrainCommand extends BaseCommand {
  private static final String REPORT = "--report";

  @Mixin private DataOptions data;
  @Mixin private TrainingOptions training;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "model.zip",
      description =
          "File for the model; beside it, FILE.provenance.json says where it comes from and"
              + " FILE.training.json how its training went.")
  private Path out;

  @Option(
      names = REPORT,
      paramLabel = "PAGE",
      description =
          "File for a page that draws the training: curves, norms, histograms. Their numbers go as"
              + " CSV into the folder x-csv beside x.html.")
  private Path report;

  @Mixin private CheckpointOptions checkpoint;
  @Mixin private EventOptions events;
  @Mixin private ComputeOptions compute;

  @Override
  public void run() throws Exception {
    Deeplearning4j.require("%s", name());
    CheckpointOptions.requireWritable(this, out);
    requireReport();
    events.require(this);
    if (checkpoint.resume) {
      training.continues(checkpoint.adopt(this, out));
    }
    compute.threads(this);
    Optional<StartingWeights> start = training.start(this);
    TrainingConfig checked = training.check(this, compute.seed);
    Dataset dataset = data.load(this, compute.seed, training.taking(checked));
    TrainingConfig config = training.config(this, dataset, compute.seed);
    checkpoint.require(this, name(), out, config, dataset);
    Checkpoint file =
        new Checkpoint(
            out,
            checkpoint.resume,
            name() + " --resume --out " + out,
            () -> UsedOptions.write(this, out),
            start);
    TrainingResult result =
        Training.train(this, config, dataset, file, events.folder(this, config, dataset));
    Model model = result.model();
    if (compute.json) {
      print(JsonDocument.text(model.provenance().orElseThrow()));
    }
    say("Wrote %s and %s", out, ModelFile.provenancePath(out));
    if (report != null) {
      draw(result);
    }
  }

  /** Before anything is read. */
  private void requireReport() {
    if (report == null) {
      return;
    }
    Path page = report.toAbsolutePath().normalize();
    for (Path file : new Path[] {out, ModelFile.provenancePath(out), ModelFile.recordPath(out)}) {
      refuse(
          page.equals(file.toAbsolutePath().normalize()),
          "--report: %s is written by --out; name another file",
          report);
    }
    refuse(
        Output.isStream(report),
        "--report: %s is no file on a disk, and CSV files must lie beside it; name such a file",
        report);
    Output.requireFile(this, REPORT, report);
    Output.requireBeside(this, REPORT, Report.csvFiles(report));
  }

  private void draw(TrainingResult result) throws IOException {
    BadFileException.when(
        result.record().isEmpty(),
        "%s: tells nothing of the training of %s, so there is nothing to draw; train anew, or for more epochs",
        ModelFile.recordPath(out),
        out);
    TrainingPage.read(ModelFile.recordPath(out)).write(report);
    say("Wrote %s, and its series as CSV to %s", report, Report.csvFolder(report));
  }
}
