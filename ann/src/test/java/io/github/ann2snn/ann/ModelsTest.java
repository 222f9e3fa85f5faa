package io.github.ann2snn.ann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.architecture.Architecture;
import io.github.ann2snn.ann.model.AnnModel;
import io.github.ann2snn.ann.model.ModelOptions;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ReferenceFiles;
import io.github.ann2snn.files.StoredZip;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are told by what is in them, and those that are not read say what helps. */
class ModelsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/github/ann2snn/ann");

  @TempDir Path folder;

  private static ModelOptions with(String architecture) {
    return new ModelOptions(
        Optional.of(Architecture.parse(architecture)),
        OptionalDouble.of(1e-5),
        Optional.of(2f),
        List.of(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "onnx/operators/gemm.onnx, , onnx, 1",
    "onnx/mobilenet.onnx, , onnx, 1",
    "dl4j/chain.zip, , dl4j, 1",
    "dl4j/graph.zip, , dl4j, 1",
    "keras/cnn.h5, , keras-2, 1",
    "keras/cnn.keras, , keras-3, 1",
    "torch/cnn.npz, 8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3, torch-npz, 2",
    "torch/cnn.safetensors, 8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3, safetensors, 2"
  })
  void readsEachFormatWhateverItIsCalled(
      String name, String architecture, String format, float fullScale) throws IOException {
    Path file = Files.copy(RESOURCES.resolve(name), folder.resolve("model.bin"));
    AnnModel model =
        Models.read(file, architecture == null ? ModelOptions.NONE : with(architecture));
    assertEquals(format, model.format());
    assertEquals(fullScale, model.fullScale());
  }

  private void refused(Path file, String reason) {
    String message =
        assertThrows(BadFileException.class, () -> Models.read(file, ModelOptions.NONE))
            .getMessage();
    assertTrue(message.startsWith(file + ": " + reason), message);
  }

  private Path write(String name, String start) throws IOException {
    return Files.write(folder.resolve(name), start.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path zip(String name, String... entries) throws IOException {
    Map<String, StoredZip.Content> contents = new LinkedHashMap<>();
    for (String entry : entries) {
      contents.put(entry, out -> out.write(1));
    }
    Path file = folder.resolve(name);
    StoredZip.write(file, contents);
    return file;
  }

  @Test
  void weightsAskForTheirArchitecture() throws IOException {
    for (String name : List.of("cnn.npz", "cnn.safetensors")) {
      refused(
          RESOURCES.resolve("torch").resolve(name),
          "holds weights without their architecture; --architecture says it, such as"
              + " --architecture 784-512-256-10 or");
    }
    Path onnx = RESOURCES.resolve("onnx/mobilenet.onnx");
    assertEquals(
        "--architecture is for files of weights alone; " + onnx + " (ONNX) has its own",
        assertThrows(IllegalArgumentException.class, () -> Models.read(onnx, with("2-3")))
            .getMessage());
  }

  @Test
  void filesOfTensorFlow() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    Path graph = Files.write(saved.resolve("saved_model.pb"), new byte[] {8, 1, 18, 5});
    String remedy = "is a TensorFlow SavedModel; python -m tf2onnx.convert --saved-model FOLDER";
    refused(saved, remedy);
    refused(graph, remedy);
    refused(
        write("m.tflite", "\u001c\0\0\0TFL3\u0014\0"),
        "is a TensorFlow Lite model; python -m tf2onnx.convert --tflite FILE");
    refused(write("frozen.pb", "\n\u0012"), "is a graph of TensorFlow (.pb); python -m tf2onnx");
  }

  @Test
  void filesOfPyTorch() throws IOException {
    refused(
        zip("m.pt", "m/data.pkl", "m/code/__torch__.py", "m/constants.pkl"),
        "is a TorchScript model; torch.onnx.export(model.eval(), sample, \"model.onnx\")");
    String pickle = "is a pickle of Python, as torch.save writes it, which runs code";
    refused(zip("n", "archive/data.pkl", "archive/data/0", "archive/version"), pickle);
    refused(write("old", "\u0080\u0002\u008a\nl\u00fc"), pickle);
    refused(
        zip("m.pt2", "m/archive_format", "m/models/model.json"),
        "is an exported program of PyTorch (.pt2); torch.onnx.export(torch.export.load(FILE)");
  }

  /** Their readers say what is wrong with them. */
  @Test
  void damagedFilesOfKerasAndDeeplearning4j() throws IOException {
    refused(
        zip("m", "metadata.json", "config.json", "model.weights.h5"),
        "model configuration: is not JSON");
    refused(
        zip("m.zip", "configuration.json", "coefficients.bin"), "configuration.json: is not JSON");
  }

  @Test
  void referenceFilesOfNir() {
    refused(ReferenceFiles.nir().resolve("mlp_if.nir"), "is a spiking network already (NIR)");
  }

  @Test
  void whatIsNoModel() throws IOException {
    refused(folder.resolve("missing"), "no such file");
    refused(write("empty", ""), "is empty");
    refused(
        write("notes.txt", "hello"),
        "is no model of a format that is known; those that are read are ONNX,"
            + " Deeplearning4j (.zip), Keras (.h5, .keras), weights of PyTorch (.npz), weights of"
            + " PyTorch (.safetensors)");
    refused(folder, "is a folder; those that are read are ONNX");
    refused(write("model.onnx.data", "\0\1\2"), "holds the weights of an ONNX model alone; give");
    Path array = folder.resolve("one.npz");
    NpzFile.write(array, Map.of("x", new NpyArray(List.of(1), new float[1])));
    refused(write("a.npy", "\u0093NUMPY\1\0"), "is a single array of NumPy; save all of a");
    refused(array, "holds weights without their architecture");
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.writeString(results.resolve("results.json"), "{}");
    refused(results, "is a folder of results; give the model in it, model.zip");
  }

  @Test
  void damagedFilesAreRefusedByTheirReader() throws IOException {
    refused(write("m.onnx", "hello"), "no complete ONNX model");
    refused(write("m.safetensors", "hello"), "holds weights without");
    Path cut = write("n.safetensors", "version https://git-lfs.github.com/spec/v1");
    String message =
        assertThrows(BadFileException.class, () -> Models.read(cut, with("2-3"))).getMessage();
    assertTrue(message.startsWith(cut + ": no complete safetensors file: "), message);
  }

  /** What it would be, only a whole one tells. */
  @Test
  void aZipThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(RESOURCES.resolve("dl4j/chain.zip"));
    for (String name : List.of("model.zip", "model", "model.npz", "model.keras", "model.pt")) {
      Path cut = Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
      refused(cut, "is no complete zip file (zip END header not found); copy it again");
    }
  }
}
