package io.github.ann2snn.cli.transfer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.cli.options.Replacement;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.interop.ImportCheck;
import io.github.ann2snn.interop.ImportedModel;
import io.github.ann2snn.interop.torch.TorchModel;
import io.github.ann2snn.interop.torch.TorchModel.Description;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.ModelProvenance.ImportedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models of other frameworks. */
@Command(
    name = "import",
    description = "Makes a Deeplearning4j model of another framework's, weights and all.",
    subcommands = {ImportCommand.ImportKerasCommand.class, ImportCommand.ImportTorchCommand.class},
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn import keras model.h5 --out model.zip"})
public final class ImportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a format: keras or torch-npz");
  }

  /** What all imports have in common: the check, and where the model goes. */
  static final class ImportOptions {
    @Option(
        names = "--check",
        paramLabel = "FILE.npz",
        description =
            "Samples and what the framework made of them: np.savez(file, inputs=x, outputs=model(x))."
                + " Outputs must agree within 1e-4, or nothing is written.")
    private Path check;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "FILE",
        defaultValue = "model.zip",
        description =
            "File for the model; FILE.provenance.json beside it says where it comes from.")
    private Path out;

    @Mixin private Replacement replacement;

    @Option(
        names = "--full-scale",
        paramLabel = "V",
        description =
            "What the model's own inputs have where a pixel is full, here 1. Default: 255 if a Keras"
                + " model begins with Rescaling, else 1.")
    private Float fullScale;

    @Option(names = "--json", description = "Print JSON.", showDefaultValue = Visibility.NEVER)
    private boolean json;

    Optional<Float> fullScale(BaseCommand command) {
      command.refuse(
          fullScale != null && !(fullScale > 0 && Float.isFinite(fullScale)),
          "--full-scale must be a number > 0; got %s",
          fullScale);
      return Optional.ofNullable(fullScale);
    }

    void requireOut(BaseCommand command) throws IOException {
      Output.requirePair(command, out, ModelFile.provenancePath(out));
      replacement.require(
          command,
          out,
          Replacement.model(
              out,
              origin ->
                  origin instanceof ImportedFile
                      ? Optional.empty()
                      : Optional.of("it was not imported")));
    }

    /** Checks a model where asked, writes it, and says what it is. */
    void finish(BaseCommand command, Path file, ImportedModel imported) throws IOException {
      imported.notes().forEach(note -> command.say("%s: %s", file, note));
      Optional<ImportCheck> checked = Optional.empty();
      if (check != null) {
        checked = Optional.of(ImportCheck.of(imported, check));
        requireAgreement(imported, checked.get());
        warnOfScale(command, imported, checked.get());
      }
      ImportedFile origin =
          new ImportedFile(
              imported.format(), file.getFileName().toString(), ContentDigest.ofFile(file));
      Model model = ModelFile.save(out, imported.network(), imported.network(), origin);
      command.print(json ? json(model, checked) : text(imported, model, checked));
      command.say("Wrote %s and %s", out, ModelFile.provenancePath(out));
    }

    /**
     * Inputs of another scale than the data set's agree, and tell nothing of the pixels to come.
     */
    private void warnOfScale(BaseCommand command, ImportedModel imported, ImportCheck checked) {
      float full = imported.fullScale();
      if (checked.largest() > full || (full > 1 && checked.largest() <= 1)) {
        command.warn(
            "Notice: the inputs of %s reach %s, but the model's are taken to be 0 to %s, and a data set's pixels become that. If it was trained on others, import it with --full-scale, such as %s.",
            check,
            ImportedModel.shown(checked.largest()),
            ImportedModel.shown(full),
            full > 1 ? "--full-scale 1" : "--full-scale 255 for bytes");
      }
    }

    private void requireAgreement(ImportedModel imported, ImportCheck checked)
        throws BadFileException {
      if (!checked.agrees()) {
        throw new BadFileException(
            check,
            "",
            Text.of(
                "the imported model's outputs differ by up to %.3g on %d samples, more than %.0e; were the inputs saved as the model takes them, and the outputs in inference mode? %sNothing was written",
                checked.worst(),
                checked.samples(),
                ImportCheck.TOLERANCE,
                imported.assumptions().isEmpty()
                    ? ""
                    : "Assumed: " + String.join("; ", imported.assumptions()) + ". "));
      }
    }

    private static String text(ImportedModel imported, Model model, Optional<ImportCheck> checked) {
      String text =
          Text.of(
              "%s: %s, %,d parameters%n",
              imported.format(), model.architecture(), model.parameters());
      return checked.isEmpty()
          ? text
          : text
              + Text.of(
                  "check: %d samples, %s differ by %.1e at most%n",
                  checked.get().samples(),
                  checked.get().logits() ? "logits" : "outputs",
                  checked.get().worst());
    }

    private static String json(Model model, Optional<ImportCheck> checked) throws IOException {
      JsonMapper mapper = new JsonMapper();
      ObjectNode root =
          (ObjectNode) mapper.readTree(JsonDocument.text(model.provenance().orElseThrow()));
      root.put("architecture", model.architecture().toString());
      root.put("parameters", model.parameters());
      if (checked.isPresent()) {
        root.putObject("check")
            .put("samples", checked.get().samples())
            .put("outputs", checked.get().logits() ? "logits" : "activations")
            .put("worstDifference", checked.get().worst());
      }
      return root.toPrettyString() + "\n";
    }
  }

  /** Models of Keras. */
  @Command(
      name = "keras",
      description = "Imports a Keras model: HDF5 (.h5) of Keras 1 to 3, or a .keras archive.",
      footer = {
        "",
        "Example: ann2snn import keras mlp.h5 --out model.zip",
        "Example: ann2snn import keras cnn.keras --check expected.npz"
      })
  static final class ImportKerasCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "The model, .h5 or .keras.")
    private Path file;

    @Mixin private ImportOptions options;

    @Override
    public void run() throws IOException {
      Optional<Float> fullScale = options.fullScale(this);
      options.requireOut(this);
      options.finish(this, file, ImportedModel.of(file, KerasModel.read(file), fullScale));
    }
  }

  /** Weights of PyTorch. */
  @Command(
      name = "torch-npz",
      description = {
        "Imports a PyTorch state_dict that was saved as arrays:",
        "np.savez('weights.npz', **{k: v.numpy() for k, v in model.state_dict().items()})"
      },
      footer = {
        "",
        "Example: ann2snn import torch-npz weights.npz --architecture 784-512-256-10 --out model.zip",
        "Example: ann2snn import torch-npz weights.npz --architecture 28x28x1-c20k5-bn-a2-10"
            + " --check expected.npz"
      })
  static final class ImportTorchCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "The arrays, an .npz file.")
    private Path file;

    @Option(
        names = "--architecture",
        paramLabel = "LAYERS",
        required = true,
        description = "The model's layers, as for `ann2snn train`; hidden ones have ReLU.")
    private String architecture;

    @Option(
        names = "--bn-epsilon",
        paramLabel = "E",
        description =
            "Epsilon of the model's batch normalisations, which a state_dict does not say. Default:"
                + " 1e-5, as PyTorch has it.")
    private Double epsilon;

    @Mixin private ImportOptions options;

    @Override
    public void run() throws IOException {
      refuse(
          epsilon != null && !(epsilon > 0 && epsilon < 1),
          "--bn-epsilon must be between 0 and 1; got %s",
          epsilon);
      Architecture layers = fromOptions(() -> Architecture.parse(architecture));
      OptionalDouble said = epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon);
      Description description = new Description(layers, said, options.fullScale(this));
      options.requireOut(this);
      options.finish(this, file, TorchModel.read(file, description));
    }
  }
}
