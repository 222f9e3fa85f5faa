package io.github.ann2snn.train.training;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.ModelFileException;
import io.github.ann2snn.train.model.ModelProvenance;
import io.github.ann2snn.train.model.TrainingConfig;
import io.github.ann2snn.train.model.TrainingState;
import java.nio.file.Path;

/** Whether a checkpoint is one of the training that is to continue. */
final class ResumeCheck {
  private final Path file;
  private final Model model;

  ResumeCheck(Path file, Model model) {
    this.file = file;
    this.model = model;
  }

  /** How many epochs the checkpoint has. */
  int epochsToSkip(TrainingConfig config, Dataset dataset) throws ModelFileException {
    TrainingState state =
        model
            .provenance()
            .flatMap(ModelProvenance::training)
            .orElseThrow(
                () ->
                    refuse(
                        "cannot resume: there is no "
                            + ModelFile.provenancePath(file).getFileName()
                            + " that says how it was trained"));
    same("training data SHA-256", state.trainSha256(), dataset.trainSha256());
    TrainingConfig before = state.config();
    same("architecture", before.architecture(), config.architecture());
    same("activation", before.activation(), config.activation());
    same("number of levels", before.levels(), config.levels());
    same("loss", before.loss(), config.loss());
    same("updater", before.updater(), config.updater());
    same("learning rate", before.learningRate(), config.learningRate());
    same("dropout", before.dropout(), config.dropout());
    same("l2", before.l2(), config.l2());
    same("batch size", before.batchSize(), config.batchSize());
    same("seed", before.seed(), config.seed());
    same("weight averaging", before.averageWeights(), config.averageWeights());
    same("validation fraction", before.validationFraction(), config.validationFraction());
    if (state.epochsCompleted() > config.epochs()) {
      throw refuse(
          "cannot resume: it has %d epochs, more than the %d asked for"
              .formatted(state.epochsCompleted(), config.epochs()));
    }
    return state.epochsCompleted();
  }

  private void same(String what, Object before, Object now) throws ModelFileException {
    if (!before.equals(now)) {
      throw refuse(
          "cannot resume: its %s is %s, but %s was asked for; use the same, or train from the start"
              .formatted(what, before, now));
    }
  }

  private ModelFileException refuse(String reason) {
    return new ModelFileException(file, "", reason);
  }
}
