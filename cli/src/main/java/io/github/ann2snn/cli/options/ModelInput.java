package io.github.ann2snn.cli.options;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.files.BadFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What users say of a model where its file does not. */
@OptionGroup.In(OptionGroup.MODEL)
public class ModelInput {
  /** What a MODEL may be, for the help of commands that take one. */
  public static final String FILES =
      "The model: ONNX, Keras (.h5, .keras), a Deeplearning4j zip, or PyTorch's weights (.npz,"
          + " .safetensors) with --architecture.";

  private static final Set<String> NAMES =
      Set.of("--architecture", "--bn-epsilon", "--full-scale", "--mean", "--std");

  @Option(
      names = "--full-scale",
      paramLabel = "V",
      description =
          "What the model's own inputs have where a pixel is full, here 1. Default: 255 if a Keras"
              + " model begins with Rescaling, else 1.")
  private Optional<Float> fullScale;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "What is taken from inputs before the model gets them (after --full-scale): one number, or"
              + " one for each channel. Default: 0.")
  private List<Float> mean = List.of();

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "What they are divided by then, likewise. Default: 1.")
  private List<Float> std = List.of();

  @Option(
      names = "--bn-epsilon",
      paramLabel = "E",
      description =
          "Epsilon of batch normalisations where a file holds weights alone. Default: 1e-5, as"
              + " PyTorch has it.")
  private Optional<Double> epsilon;

  @Option(
      names = "--check",
      paramLabel = "FILE.npz",
      description =
          "Samples as the model's framework takes them and what it made of them: np.savez(file,"
              + " inputs=x, outputs=model(x)). The model must give the same within 1e-4.")
  private Optional<Path> check;

  private Optional<String> stated = Optional.empty();

  /** Samples with expected outputs, where some are given. */
  public Optional<Path> check() {
    return check;
  }

  /**
   * What was said.
   *
   * @throws picocli.CommandLine.ParameterException if a number is out of range
   */
  public final ModelOptions options(BaseCommand command) {
    return command.fromOptions(
        () ->
            new ModelOptions(
                architecture().map(Architecture::parse),
                epsilon.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                fullScale,
                mean,
                std));
  }

  /** Says the layers of a file that holds weights alone, for a command that has an option of it. */
  public void hasArchitecture(String layers) {
    stated = Optional.ofNullable(layers);
  }

  /** The layers of a file that holds weights alone. */
  public Optional<String> architecture() {
    return stated;
  }

  /**
   * Takes words that were kept, where the user has not said otherwise.
   *
   * @param file that keeps them, written by anybody
   * @throws BadFileException if they are not of {@link ModelOptions#words}, or no model can be said
   *     so
   */
  static void adopt(BaseCommand command, List<String> words, Path file) throws BadFileException {
    for (String word : words) {
      int end = word.indexOf('=');
      if (end < 0 || !NAMES.contains(word.substring(0, end))) {
        throw unusable(file, "\"" + word + "\" says nothing of a model");
      }
    }
    try {
      command.adopt(words);
    } catch (ParameterException e) {
      throw unusable(file, e.getMessage());
    }
  }

  private static BadFileException unusable(Path file, String reason) {
    return new BadFileException(
        file, Conversion.MODEL_OPTIONS, reason, "convert the model again, and take that network");
  }

  /** The same for commands that train nothing, which have the architecture among these options. */
  public static final class OfFile extends ModelInput {
    @Option(
        names = "--architecture",
        paramLabel = "LAYERS",
        description =
            "The layers of a model whose file holds weights alone, as for ann2snn train; hidden ones"
                + " have ReLU.")
    private Optional<String> architecture;

    @Override
    public Optional<String> architecture() {
      return architecture;
    }
  }
}
