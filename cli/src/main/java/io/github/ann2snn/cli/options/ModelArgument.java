package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.api.Model;
import io.github.ann2snn.api.Models;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.Dl4jFramework;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model file of a command line.
 *
 * @param file of any format that is read
 * @param model what it holds, with what the command line tells of it
 */
public record ModelArgument(Path file, Model model) {
  /** One whose file says all. */
  public static ModelArgument of(Path file) throws IOException {
    return new ModelArgument(file, Models.read(file));
  }

  /**
   * Reads a model, checks it where that is asked for, and tells the user what must be known.
   *
   * @throws BadFileException if the file is missing, damaged or not supported, or is not the model
   *     that the check is for
   */
  public static ModelArgument read(BaseCommand command, Path file, ModelInput input)
      throws IOException {
    ModelOptions options = input.options(command);
    Model model;
    try {
      model = Models.read(file, options);
    } catch (IllegalArgumentException e) {
      throw command.usage("%s", e.getMessage());
    }
    AnnModel content = model.content();
    content.notes().forEach(note -> command.say("%s: %s", file, note));
    float fullScale = options.fullScale().orElse(content.fullScale());
    if (fullScale != 1) {
      command.say(
          "%s: its own inputs are taken to be 0 to %s (--full-scale)",
          file, AnnModel.shown(fullScale));
    }
    if (input.check().isPresent()) {
      Model.Checked checked = model.checked(input.check().get());
      checked.notice().ifPresent(notice -> command.warn("Notice: %s.", notice));
      model = checked.model();
    }
    return new ModelArgument(file, model);
  }

  /**
   * Likewise, beside a network that was converted from it: what its file tells of the model holds
   * where the command line does not say otherwise.
   *
   * @throws BadFileException if that is nothing that a command line could say
   */
  public static ModelArgument read(
      BaseCommand command, Path file, ModelInput input, NetworkArgument network)
      throws IOException {
    String kept = network.network().provenance().getOrDefault(Conversion.MODEL_OPTIONS, "");
    if (!kept.isEmpty()) {
      ModelInput.adopt(command, List.of(kept.split(" ")), network.file());
    }
    return read(command, file, input);
  }

  /** Digest of the file as it was when it was read. */
  public String sha256() {
    return model.source().orElseThrow().sha256();
  }

  /** The model for samples whose numbers are in [0, 1]; gives logits. */
  public AnnGraph graph() {
    return model.graph();
  }

  /** Whether it is Deeplearning4j's, which confirms it where it is there. */
  public boolean isDl4j() {
    return model.content().format().equals(Dl4jModel.FORMAT);
  }

  /** What its own framework says of it, where that was given. */
  public Optional<FrameworkCheck> checked() {
    return model.check();
  }

  /** Empty for a model that ann2snn neither trained nor imported. */
  public Optional<ModelProvenance> provenance() {
    return model.provenance();
  }

  /** What it says of its samples. */
  public TakingNetwork taking() {
    return model.taking();
  }

  /** Number of layers with weights. */
  public int layers() {
    return model.layers();
  }

  /** How it was trained, as far as that is known. */
  public Optional<TrainingState> training() {
    return model.training();
  }

  /** Its layers in a line. */
  public String architecture() {
    return model.architecture();
  }

  /** Its own framework, if that can run it here. */
  public Optional<Framework> framework() throws IOException {
    return isDl4j() && Deeplearning4j.isThere()
        ? Optional.of(Dl4jFramework.of(file, model.content(), model.options()))
        : Optional.empty();
  }
}
