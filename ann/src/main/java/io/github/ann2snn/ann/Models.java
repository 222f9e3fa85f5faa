package io.github.ann2snn.ann;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.keras.KerasModel;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.ann.onnx.OnnxModel;
import io.github.ann2snn.ann.torch.TorchModel;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a trained network from a file of any format; what that is, its content tells. */
public final class Models {
  private static final String TO_ONNX =
      "torch.onnx.export(model.eval(), sample, \"model.onnx\") in Python makes an ONNX file of it";

  /** In this order; the first that recognises a file reads or refuses it. */
  private static final List<Format> FORMATS =
      List.of(
          new Format("ONNX", ModelContent::isOnnx, (file, options) -> OnnxModel.read(file)),
          new Format(
              "Deeplearning4j (.zip)",
              ModelContent::isDeeplearning4j,
              (file, options) -> Dl4jModel.read(file)),
          refused(
              ModelContent::isSpikingNetwork,
              "is a spiking network already (NIR)",
              "`ann2snn evaluate` and `ann2snn inspect` take it as it is"),
          new Format(
              "Keras (.h5, .keras)",
              ModelContent::isKeras,
              (file, options) -> KerasModel.read(file)),
          new Format("weights of PyTorch (.npz)", ModelContent::isArrays, Models::torch),
          new Format(
              "weights of PyTorch (.safetensors)", ModelContent::isSafetensors, Models::torch),
          refused(
              ModelContent::isSavedModel,
              "is a TensorFlow SavedModel",
              "python -m tf2onnx.convert --saved-model FOLDER --output model.onnx makes an ONNX file of it"),
          refused(
              ModelContent::isResults,
              "is a folder of results",
              "give the model in it, model.zip, or the one that its provenance names"),
          refused(
              ModelContent::isTfLite,
              "is a TensorFlow Lite model",
              "python -m tf2onnx.convert --tflite FILE --output model.onnx makes an ONNX file of it"),
          refused(
              ModelContent::isExportedProgram,
              "is an exported program of PyTorch (.pt2)",
              "torch.onnx.export(torch.export.load(FILE), (sample,), \"model.onnx\", dynamo=True) in Python makes an ONNX file of it"),
          refused(ModelContent::isTorchScript, "is a TorchScript model", TO_ONNX),
          refused(
              ModelContent::isPickle,
              "is a pickle of Python, as torch.save writes it, which runs code when it is read",
              TO_ONNX),
          refused(
              ModelContent::isExternalData,
              "holds the weights of an ONNX model alone",
              "give the .onnx file beside it"),
          refused(
              ModelContent::isFrozenGraph,
              "is a graph of TensorFlow (.pb)",
              "python -m tf2onnx.convert --graphdef FILE --inputs X:0 --outputs Y:0 --output model.onnx makes an ONNX file of it"),
          refused(
              ModelContent::isArray,
              "is a single array of NumPy",
              "save all of a state_dict with np.savez(FILE, **{k: v.numpy() for k, v in model.state_dict().items()})"),
          refused(ModelContent::isEmpty, "is empty", "save the model again"));

  private Models() {}

  /**
   * What is read of each framework's operators, layers or modules, by its name: a column of the
   * table in {@code docs/interop.md}.
   */
  public static Map<String, SortedMap<String, Role>> operators() {
    Map<String, SortedMap<String, Role>> columns = new LinkedHashMap<>();
    columns.put("ONNX", OnnxModel.operators());
    columns.put("Keras", KerasModel.layers());
    columns.put("Deeplearning4j", Dl4jModel.layers());
    columns.put("PyTorch's weights", TorchModel.modules());
    return columns;
  }

  /** Reads files of a format. */
  @FunctionalInterface
  interface Reader {
    AnnModel read(Path file, ModelOptions options) throws IOException;
  }

  /**
   * A kind of file.
   *
   * @param title for messages; empty for one that is not read
   * @param recognised whether a file is of this kind
   */
  private record Format(String title, Predicate<ModelContent> recognised, Reader reader) {}

  private static Format refused(Predicate<ModelContent> recognised, String reason, String remedy) {
    return new Format(
        "",
        recognised,
        (file, options) -> {
          throw new BadFileException(file, "", reason, remedy);
        });
  }

  /**
   * Reads a model.
   *
   * @param options what the file does not say
   * @throws BadFileException if it cannot be read; the message says what it is and what helps
   * @throws IllegalArgumentException if an option is for files of another format
   */
  public static AnnModel read(Path file, ModelOptions options) throws IOException {
    ModelContent content = ModelContent.of(file);
    for (Format format : FORMATS) {
      if (format.recognised().test(content)) {
        boolean weightsAlone = content.isArrays() || content.isSafetensors();
        Refusal.when(
            !weightsAlone && !format.title().isEmpty() && options.architecture().isPresent(),
            "--architecture is for files of weights alone; %s (%s) has its own",
            file,
            format.title());
        return format.reader().read(file, options);
      }
    }
    throw new BadFileException(
        file,
        "",
        content.isFolder() ? "is a folder" : "is no model of a format that is known",
        FORMATS.stream()
            .map(Format::title)
            .filter(title -> !title.isEmpty())
            .collect(Collectors.joining(", ", "those that are read are ", "")));
  }

  private static AnnModel torch(Path file, ModelOptions options) throws BadFileException {
    if (options.architecture().isEmpty()) {
      throw new BadFileException(
          file,
          "",
          "holds weights without their architecture",
          "--architecture says it, such as --architecture 784-512-256-10 or 28x28x1-c20k5-bn-a2-10");
    }
    return TorchModel.read(
        file,
        new TorchModel.Description(
            options.architecture().get(), options.bnEpsilon(), options.fullScale()));
  }
}
