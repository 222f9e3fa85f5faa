package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SOFTMAX;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;

/** Every command that takes a model takes it as its framework wrote it. */
class ModelFilesTest extends BroughtModelTest {
  @Test
  void onnxIsConvertedComparedAndExplained() throws IOException {
    Outcome converted = ofData("convert", model, "--check", check(1, 6), "--out", network);
    assertTrue(
        converted
            .err()
            .contains(
                "The model is what its framework says (check.npz: 1 samples, outputs differ by"
                    + " 0.0e+00 at most)."),
        converted.err());
    JsonNode compared = json(ofData("compare", model, network, "--json"));
    assertTrue(compared.at("/ann/accuracy").asDouble() > 0.95, compared.toString());
    assertEquals("16-4-4", compared.at("/ann/architecture").asText());
    assertEquals(80, compared.at("/ann/macsPerSample/dense").asLong());
    ofData("explain", model, network, "--samples", "20");
    ofData("tune", model, "--max-accuracy-drop", "20", "--budget", "1", "--out", path("tuned"));
    ofData("bench", model, network, "--timesteps", "2", "--repetitions", "1", "--warm-up", "0.01");
  }

  @Test
  void withoutOutputsOfItsFrameworkThatIsSaid() {
    Outcome converted = ofData("convert", model, "--out", network);
    assertTrue(
        converted
            .err()
            .contains(
                "No outputs of the model's own framework were given to compare with; --check"
                    + " FILE.npz."),
        converted.err());
  }

  @Test
  void aModelOfOursIsHeldAgainstDeeplearning4j() {
    String trained = path("model.zip");
    ofData("train", "--architecture", "16-8-4", "--epochs", "1", "--out", trained);
    Outcome converted = ofData("convert", trained, "--out", network);
    assertTrue(
        converted
            .err()
            .contains("The model is what its framework says (Deeplearning4j: 200 samples"),
        converted.err());
    assertTrue(converted.out().contains("framework: Deeplearning4j"), converted.out());
  }

  /**
   * What the model does to its inputs goes into the scaling of its graph; the framework does it
   * itself.
   */
  @Test
  void aModelThatNormalisesItsInputsIsHeldAgainstDeeplearning4j() throws IOException {
    MultiLayerNetwork trained =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new BatchNormalization.Builder().nIn(16).nOut(16).useLogStd(false).build())
                .layer(new DenseLayer.Builder().nIn(16).nOut(8).activation(RELU).build())
                .layer(new OutputLayer.Builder().nIn(8).nOut(4).activation(SOFTMAX).build())
                .build());
    trained.init();
    trained.getParam("0_mean").assign(0.25);
    trained.getParam("0_var").assign(0.5);
    ModelSerializer.writeModel(trained, folder.resolve("normalised.zip").toFile(), false);
    Outcome converted = ofData("convert", path("normalised.zip"), "--out", network);
    assertTrue(converted.err().contains("(Deeplearning4j: 200 samples"), converted.err());
  }

  @Test
  void anotherModelThanTheCheckIsForIsRefused() throws IOException {
    String[] args = {
      "convert", model, "--dataset", dataset, "--check", check(1, 6.01f), "--out", network
    };
    assertFails(3, "check.npz: the model's outputs differ by up to 0.0100 on 1 samples", args);
    assertFalse(Files.exists(folder.resolve("network.nir")));
  }

  @Test
  void aChainAloneIsCompared() {
    Outcome compared = ofData("compare", model);
    List<String> lines = compared.out().lines().toList();
    assertEquals("quarters.onnx (onnx): 16-4-4, 88 parameters", lines.get(0));
    assertTrue(lines.get(1).matches("accuracy \\d+\\.\\d\\d %: \\d+ of 200 test samples of .*"));
    assertTrue(lines.get(2).startsWith("operations a sample: 80 multiply-accumulates, of which "));
    assertEquals(3, lines.size());
  }

  @Test
  void figuresOfAModelAreInspected() throws IOException {
    String figures = path("figures.json");
    Outcome compared = ofData("compare", model, "--check", check(1, 6), "--out", figures);
    Outcome inspected = run("inspect", figures);
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertEquals(compared.out(), inspected.out());
    assertEquals(
        Files.readString(folder.resolve("figures.json")), run("inspect", figures, "--json").out());
    Outcome folders = run("inspect", folder.toString());
    String line =
        "figures.json +model-figures: quarters.onnx \\(onnx\\): 16-4-4, 88 parameters; made";
    assertTrue(
        Pattern.compile(line + " from quarters.onnx").matcher(folders.out()).find(), folders.out());
    String wrong = Files.readString(folder.resolve("figures.json"));
    Files.writeString(
        folder.resolve("figures.json"), wrong.replaceFirst("\"architecture\".*\n", ""));
    assertFails(
        3, "architecture is missing; make it again with ann2snn compare", "inspect", figures);
    Files.writeString(
        folder.resolve("figures.json"), wrong.replace("\"samples\" : 200", "\"samples\" : 2"));
    assertFails(3, " of 2 samples are right; make it again", "inspect", figures);
  }

  @Test
  void whatIsForANetworkIsRefusedWithoutOne() {
    String[] args = {"compare", model, "--dataset", dataset, "--timesteps", "8", "--reset", "zero"};
    assertFails(2, "--timesteps, --reset: for a spiking network, and none is given", args);
    String[] energy = {"compare", model, "--dataset", dataset, "--early-exit", "auto"};
    assertFails(2, "--early-exit: for a spiking network, and none is given", energy);
    energy[4] = "--analogue-first-layer";
    energy[5] = "every-step";
    assertFails(2, "--analogue-first-layer: for a spiking network, and none is given", energy);
  }

  @Test
  void aModelIsInspectedAndChecked() throws IOException {
    Outcome inspected = run("inspect", model, "--check", check(1, 6));
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(inspected.out().startsWith("onnx model: 16-4-4, 88 parameters"), inspected.out());
    assertTrue(inspected.out().endsWith("outputs differ by 0.0e+00 at most\n"), inspected.out());
    JsonNode root = json(run("inspect", model, "--json"));
    assertEquals("onnx", root.get("format").asText());
    assertEquals("Dense", root.at("/nodes/1/operation").asText());
    assertEquals("16-4-4", root.get("architecture").asText());
  }

  @Test
  void arraysNeedTheirArchitecture() throws IOException {
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(4, 16), QuartersOnnx.sums(1)));
    state.put("fc2.weight", new NpyArray(List.of(4, 4), QuartersOnnx.diagonal(2)));
    NpzFile.write(folder.resolve("weights.npz"), state);
    String weights = path("weights.npz");
    String[] alone = {"convert", weights, "--dataset", dataset, "--out", network};
    assertFails(3, "weights.npz: holds weights without their architecture", alone);
    ofData("convert", weights, "--architecture", "16-4-4", "--out", network);
    JsonNode compared = json(ofData("compare", weights, network, "--json"));
    assertTrue(compared.at("/ann/accuracy").asDouble() > 0.95, compared.toString());
    String inspected = run("inspect", folder.toString()).out();
    assertTrue(inspected.contains("NumPy arrays, such as PyTorch's weights"), inspected);
    assertTrue(inspected.contains("made from weights.npz"), inspected);
    String[] own = {"convert", model, "--dataset", dataset, "--architecture", "16-4-4"};
    assertFails(2, "--architecture is for files of weights alone", own);
  }
}
