package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.Models;
import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.AnnGraph.Node;
import io.github.ann2snn.ann.graph.Convolve;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.GraphText;
import io.github.ann2snn.ann.model.ModelCheck;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.ann.training.ModelProvenance.TrainingState;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.convert.FrameworkCheck.Framework;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model and the file that it is.
 *
 * @param file of any format that is read
 * @param sha256 of the file as it was when it was read
 * @param model what it holds
 * @param said what the command line tells of it
 * @param graph the model for samples whose numbers are in [0, 1], without a softmax or sigmoid at
 *     the end: gives logits
 * @param provenance empty for a model that ann2snn neither trained nor imported
 * @param options words of the command line that say what the file does not
 * @param checked what its own framework says of it, where that was given
 */
public record ModelArgument(
    Path file,
    String sha256,
    AnnModel model,
    ModelOptions said,
    AnnGraph graph,
    Optional<ModelProvenance> provenance,
    List<String> options,
    Optional<FrameworkCheck> checked) {
  /** The key of a network's provenance that tells {@link #options}. */
  public static final String OPTIONS = "model_options";

  /** One whose file says all. */
  public static ModelArgument of(Path file) throws IOException {
    AnnModel model = Models.read(file, ModelOptions.NONE);
    return new ModelArgument(
        file,
        ContentDigest.ofFile(file),
        model,
        ModelOptions.NONE,
        model.forPixels(ModelOptions.NONE),
        provenance(model, file),
        List.of(),
        Optional.empty());
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
    AnnModel model;
    try {
      model = Models.read(file, options);
    } catch (IllegalArgumentException e) {
      throw command.usage("%s", e.getMessage());
    }
    model.notes().forEach(note -> command.say("%s: %s", file, note));
    float fullScale = options.fullScale().orElse(model.fullScale());
    if (fullScale != 1) {
      command.say(
          "%s: its own inputs are taken to be 0 to %s (--full-scale)",
          file, AnnModel.shown(fullScale));
    }
    AnnGraph graph = command.fromOptions(() -> model.forPixels(options));
    Optional<FrameworkCheck> checked = Optional.empty();
    if (input.check().isPresent()) {
      checked = Optional.of(check(command, model, options, input.check().get()));
    }
    return new ModelArgument(
        file,
        ContentDigest.ofFile(file),
        model,
        options,
        graph,
        provenance(model, file),
        ModelInput.words(command),
        checked);
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
    String kept = network.network().provenance().getOrDefault(OPTIONS, "");
    if (!kept.isEmpty()) {
      ModelInput.adopt(command, List.of(kept.split(" ")), network.file());
    }
    return read(command, file, input);
  }

  /** Where our own models come from; others have no file beside them that could tell it. */
  private static Optional<ModelProvenance> provenance(AnnModel model, Path file)
      throws IOException {
    return isDl4j(model) ? ModelFile.provenance(file) : Optional.empty();
  }

  private static boolean isDl4j(AnnModel model) {
    return model.format().equals(Dl4jModel.FORMAT);
  }

  /** Whether it is Deeplearning4j's, which confirms it where it is there. */
  public boolean isDl4j() {
    return isDl4j(model);
  }

  private static FrameworkCheck check(
      BaseCommand command, AnnModel model, ModelOptions options, Path file)
      throws BadFileException {
    ModelCheck check = ModelCheck.of(model, file);
    if (!check.agrees()) {
      throw new BadFileException(
          file,
          "",
          Text.of(
              "the model's outputs differ by up to %.3g on %d samples, more than %.0e; were the"
                  + " inputs saved as the model takes them, and the outputs in inference mode?%s",
              check.worst(),
              check.samples(),
              check.allowed(),
              model.assumptions().isEmpty()
                  ? ""
                  : " Assumed: " + String.join("; ", model.assumptions())));
    }
    check.scaleNotice(model, options).ifPresent(notice -> command.warn("Notice: %s.", notice));
    return new FrameworkCheck(
        String.valueOf(file.getFileName()),
        check.samples(),
        check.worst() / Math.max(1, check.largestOutput()));
  }

  /** What it says of its samples. */
  public TakingNetwork taking() {
    return TakingNetwork.of(
        graph.inputShape().values(),
        graph.output().shape().values(),
        training().flatMap(TrainingState::columnScale));
  }

  /** Number of layers with weights. */
  public int layers() {
    return (int)
        graph.nodes().stream()
            .map(Node::operation)
            .filter(operation -> operation instanceof Dense || operation instanceof Convolve)
            .count();
  }

  /** How it was trained, as far as that is known. */
  public Optional<TrainingState> training() {
    return provenance.flatMap(ModelProvenance::training);
  }

  /** Its layers in a line. */
  public String architecture() {
    return training()
        .map(state -> state.config().architecture().toString())
        .orElseGet(() -> GraphText.line(graph));
  }

  /** Its own framework, if that can run it here. */
  public Optional<Framework> framework() throws IOException {
    return isDl4j(model) && Deeplearning4j.isThere()
        ? Optional.of(Dl4jFramework.of(file, model, said))
        : Optional.empty();
  }
}
