package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.ann.training.ModelProvenance.ImportedFile;
import io.github.ann2snn.ann.training.ModelProvenance.ModelOrigin;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.cli.options.Replacement;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to become of a model that lies already where one will be trained. */
@OptionGroup.In(OptionGroup.TRAINING)
final class CheckpointOptions {
  @Option(
      names = "--resume",
      description =
          "Continue what --out holds. Options that are not given are those that it was begun with;"
              + " of the training, only --epochs may be others: more. A model alone keeps no"
              + " --label-column and other options of a data set: give them again.",
      showDefaultValue = Visibility.NEVER)
  boolean resume;

  @Mixin private Replacement replacement;

  /** Makes sure that a model can be written, with what lies beside it. */
  static void requireWritable(BaseCommand command, Path model) {
    Path record = ModelFile.recordPath(model);
    Output.requirePair(command, model, ModelFile.provenancePath(model));
    Output.requireFile(command, "--out", record);
    Output.requireKind(command, record, TrainingRecord.SCHEMA);
  }

  /**
   * Takes the options of a training that is to continue from its checkpoint, and tells the rest.
   *
   * @throws io.github.ann2snn.files.BadFileException if there is none
   */
  TrainingState adopt(BaseCommand command, Path model) throws IOException {
    TrainingState state = ModelFile.training(model);
    TrainingConfig config = state.config();
    List<String> words = new ArrayList<>();
    words.add("--dataset=" + state.dataset());
    if (state.columnScale().isPresent()) {
      words.add("--scale=columns");
    }
    words.add("--architecture=" + config.architecture());
    words.add("--activation=" + config.activation());
    if (config.levels() > 0) {
      words.add("--levels=" + config.levels());
    }
    words.add("--loss=" + config.loss());
    words.add("--updater=" + config.updater());
    words.add("--learning-rate=" + config.learningRate());
    words.add("--dropout=" + config.dropout());
    words.add("--l2=" + config.l2());
    words.add("--epochs=" + config.epochs());
    words.add("--batch-size=" + config.batchSize());
    words.add("--seed=" + config.seed());
    words.add("--validation-split=" + config.validationFraction());
    words.add("--average-weights=" + config.averageWeights());
    words.addAll(RegimenOptions.words(config.regimen()));
    command.adopt(words);
    return state;
  }

  /**
   * Makes sure that no model is lost whose training this one neither continues nor repeats.
   *
   * @param continuation the command that would continue it with {@code --resume}
   */
  void require(
      BaseCommand command, String continuation, Path model, TrainingConfig config, Dataset dataset)
      throws IOException {
    if (!resume) {
      replacement.require(
          command, model, Replacement.model(model, origin -> difference(origin, config, dataset)));
      if (Files.exists(model)) {
        command.say(
            "Training begins anew; %s --resume would continue what %s holds.", continuation, model);
      }
    }
  }

  private static Optional<String> difference(
      ModelOrigin origin, TrainingConfig config, Dataset dataset) {
    if (origin instanceof TrainingState state) {
      return state.difference(dataset.trainSha256(), config);
    }
    if (origin instanceof ImportedFile) {
      return Optional.of("it was not trained here");
    }
    throw new IllegalStateException("no origin is called " + origin);
  }
}
