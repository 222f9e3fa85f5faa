package io.github.ann2snn.cli.transfer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.torch.TorchModel;
import io.github.ann2snn.ann.training.ModelProvenance.ImportedFile;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.ModelInput;
import io.github.ann2snn.cli.options.Replacement;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.Deeplearning4j;
import io.github.ann2snn.cli.shell.Output;
import io.github.ann2snn.cli.shell.UsedOptions;
import io.github.ann2snn.convert.FrameworkCheck;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.interop.DeeplearningNetwork;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models of other frameworks. */
@Command(
    name = "import",
    description = {
      "Makes a Deeplearning4j model of another framework's, weights and all, for programs that run"
          + " those. Other commands take a model of any framework as it is.",
      ""
    },
    subcommands = {
      ImportCommand.ImportKerasCommand.class,
      ImportCommand.ImportOnnxCommand.class,
      ImportCommand.ImportTorchCommand.class
    },
    synopsisSubcommandLabel = "FORMAT",
    footer = {"", "Example: ann2snn import keras model.h5 --out model.zip"})
public final class ImportCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("name a format: keras, onnx or torch-npz");
  }

  /** What all imports have in common. */
  abstract static class FormatCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "The model.")
    private Path file;

    @Mixin private ModelInput.OfFile input;

    @Option(
        names = {"-o", "--out"},
        paramLabel = "FILE",
        defaultValue = "model.zip",
        description =
            "File for the model; FILE.provenance.json beside it says where it comes from.")
    private Path out;

    @Mixin private Replacement replacement;

    @Option(names = "--json", description = "Print JSON.", showDefaultValue = Visibility.NEVER)
    private boolean json;

    /** The beginnings of the formats that it is for. */
    private final List<String> formats;

    FormatCommand(String... formats) {
      this.formats = List.of(formats);
    }

    @Override
    public final void run() throws IOException {
      Deeplearning4j.require(
          "%s, which makes a model of it (other commands take this file as it is),", name());
      Output.requirePair(this, out, ModelFile.provenancePath(out));
      replacement.require(
          this,
          out,
          Replacement.model(
              out,
              origin ->
                  origin instanceof ImportedFile
                      ? Optional.empty()
                      : Optional.of("it was not imported")));
      ModelArgument source = ModelArgument.read(this, file, input);
      String found = source.model().content().format();
      if (formats.stream().noneMatch(found::startsWith)) {
        throw new BadFileException(
            file,
            "",
            Text.of("is a model in the format %s, not %s", found, String.join(" or ", formats)));
      }
      ImportedFile origin = new ImportedFile(found, file.getFileName().toString(), source.sha256());
      Model model =
          DeeplearningNetwork.write(
              source.model().content().scaled(source.model().options()).graph(), file, origin, out);
      UsedOptions.write(this, out);
      print(json ? json(model, source) : text(model, source));
      say("Wrote %s and %s", out, ModelFile.provenancePath(out));
    }

    private static String text(Model model, ModelArgument source) {
      String text =
          Text.of(
              "%s: %s, %,d parameters%n",
              source.model().content().format(), model.architecture(), model.parameters());
      return text + source.checked().map(check -> Text.of("check: %s%n", check)).orElse("");
    }

    private static String json(Model model, ModelArgument source) throws IOException {
      JsonMapper mapper = new JsonMapper();
      ObjectNode root =
          (ObjectNode) mapper.readTree(JsonDocument.text(model.provenance().orElseThrow()));
      root.put("architecture", model.architecture().toString());
      root.put("parameters", model.parameters());
      if (source.checked().isPresent()) {
        FrameworkCheck check = source.checked().get();
        root.putObject("check")
            .put("samples", check.samples())
            .put("worstDifference", check.worstDifference());
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
  static final class ImportKerasCommand extends FormatCommand {
    ImportKerasCommand() {
      super("keras");
    }
  }

  /** Models of ONNX. */
  @Command(
      name = "onnx",
      description = "Imports an ONNX model that is a chain of layers.",
      footer = {"", "Example: ann2snn import onnx model.onnx --out model.zip"})
  static final class ImportOnnxCommand extends FormatCommand {
    ImportOnnxCommand() {
      super("onnx");
    }
  }

  /** Weights of PyTorch. */
  @Command(
      name = "torch-npz",
      description = {
        "Imports a PyTorch state_dict that was saved as arrays, or as safetensors:",
        "np.savez('weights.npz', **{k: v.numpy() for k, v in model.state_dict().items()})"
      },
      footer = {
        "",
        "Example: ann2snn import torch-npz weights.npz --architecture 784-512-256-10 --out model.zip",
        "Example: ann2snn import torch-npz weights.npz --architecture 28x28x1-c20k5-bn-a2-10"
            + " --check expected.npz"
      })
  static final class ImportTorchCommand extends FormatCommand {
    ImportTorchCommand() {
      super(TorchModel.NPZ, TorchModel.SAFETENSORS);
    }
  }
}
