package io.github.ann2snn.cli.run;

import io.github.ann2snn.cli.options.ComputeOptions;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.run.Training.Checkpoint;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.training.StartingWeights;
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
  @Mixin private DataOptions data;
  @Mixin private TrainingOptions training;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "model.zip",
      description = "File for the model; FILE.provenance.json beside it says where it comes from.")
  private Path out;

  @Mixin private CheckpointOptions checkpoint;
  @Mixin private ComputeOptions compute;

  @Override
  public void run() throws Exception {
    Output.requirePair(this, out, ModelFile.provenancePath(out));
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
        new Checkpoint(out, checkpoint.resume, name() + " --resume --out " + out, () -> {}, start);
    Model model = Training.train(this, config, dataset, file).model();
    if (compute.json) {
      print(JsonDocument.text(model.provenance().orElseThrow()));
    }
    say("Wrote %s and %s", out, ModelFile.provenancePath(out));
  }
}
