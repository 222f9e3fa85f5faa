package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SOFTMAX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.options.NetworkArgument;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.runtime.network.RunDefaults.InputCoding;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirWriter;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command that takes a model takes it as its framework wrote it. */
class ModelFilesTest extends CommandLineTest {
  private String dataset;
  private String model;
  private String network;

  @BeforeEach
  void writeModel() throws IOException {
    dataset = quarters(folder.resolve("quarters"));
    model = path("quarters.onnx");
    network = path("network.nir");
    QuartersOnnx.chain(folder.resolve("quarters.onnx"), 1);
  }

  private Outcome ofData(String... args) {
    Outcome outcome =
        run(
            Stream.concat(Arrays.stream(args), Stream.of("--dataset", dataset))
                .toArray(String[]::new));
    assertEquals(0, outcome.exitCode(), outcome.err());
    return outcome;
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new JsonMapper().readTree(outcome.out());
  }

  /** One sample whose upper left quarter is full. */
  private String check(float full, float first) throws IOException {
    float[] pixels = new float[16];
    for (int pixel : new int[] {0, 1, 4, 5}) {
      pixels[pixel] = full;
    }
    NpzFile.write(
        folder.resolve("check.npz"),
        Map.of(
            "inputs", new NpyArray(List.of(1, 16), pixels),
            "outputs", new NpyArray(List.of(1, 4), new float[] {first, 0, 0, 0})));
    return path("check.npz");
  }

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

  /** A network tells how its model was read, so that nobody has to say it again. */
  @Test
  void whatWasSaidOfAModelIsKept() throws IOException {
    QuartersOnnx.chain(folder.resolve("quarters.onnx"), 255);
    Outcome converted =
        ofData("convert", model, "--full-scale", "255", "--check", check(255, 6), "--out", network);
    assertTrue(converted.out().contains("model_options: --full-scale=255"), converted.out());
    JsonNode kept = json(ofData("compare", model, network, "--json"));
    assertTrue(kept.at("/ann/accuracy").asDouble() > 0.95, kept.toString());
    JsonNode said = json(ofData("compare", model, network, "--full-scale", "255", "--json"));
    assertEquals(kept.get("ann"), said.get("ann"));
    JsonNode otherwise = json(ofData("compare", model, network, "--full-scale", "1", "--json"));
    assertTrue(otherwise.at("/ann/accuracy").asDouble() < 0.5, otherwise.toString());
  }

  /** Whoever writes a model again while it is simulated gets figures of the one that was read. */
  @Test
  void aModelIsWhatItWasWhenItWasRead() throws IOException {
    ofData("convert", model, "--out", network);
    SpikingNetwork converted = NirReader.network(Path.of(network));
    SimulationSettings settings =
        new SimulationSettings(1, InputCoding.CURRENT, Readout.MEMBRANE, 1);
    NetworkArgument argument = new NetworkArgument(Path.of(network), converted, settings);
    ModelArgument read = ModelArgument.of(Path.of(model));
    String digest = ContentDigest.ofFile(Path.of(model));
    QuartersOnnx.chain(Path.of(model), 255);
    assertEquals(Optional.empty(), argument.stranger(read));
    assertEquals(digest, argument.provenance(Optional.of(read)).at("/model/sha256").asText());
    assertTrue(argument.stranger(ModelArgument.of(Path.of(model))).isPresent());
  }

  @Test
  void whatIsSaidOfAModelAddsToWhatIsKept() throws IOException {
    Map<String, NpyArray> state = new LinkedHashMap<>();
    state.put("fc1.weight", new NpyArray(List.of(4, 16), QuartersOnnx.sums(1)));
    state.put("fc2.weight", new NpyArray(List.of(4, 4), QuartersOnnx.diagonal(2)));
    NpzFile.write(folder.resolve("weights.npz"), state);
    String weights = path("weights.npz");
    ofData("convert", weights, "--architecture", "16-4-4", "--out", network);
    Outcome said = ofData("compare", weights, network, "--full-scale", "1", "--json");
    assertTrue(json(said).at("/ann/accuracy").asDouble() > 0.95, said.out());
  }

  /** A network may come from anybody, and must not choose what a command does. */
  @Test
  void onlyWhatIsSaidOfAModelIsTakenFromANetwork() throws IOException {
    ofData("convert", model, "--out", network);
    SpikingNetwork converted = NirReader.network(Path.of(network));
    for (String[] kept :
        new String[][] {
          {
            "--out=" + path("stolen.json"),
            "\"--out=" + path("stolen.json") + "\" says nothing of a"
          },
          {"--quiet", "\"--quiet\" says nothing of a model"},
          {"--mean=0 std", "\"std\" says nothing of a model"},
          {"--std=none", "'none' is not a number"}
        }) {
      Map<String, String> provenance = new TreeMap<>(converted.provenance());
      provenance.put("model_options", kept[0]);
      NirWriter.write(converted.withProvenance(provenance), Path.of(network));
      String[] args = {"compare", model, network, "--dataset", dataset};
      assertFails(3, "network.nir: model_options: ", args);
      assertFails(3, kept[1], args);
    }
    assertFalse(Files.exists(folder.resolve("stolen.json")));
  }

  /** Bytes with a mean and a deviation are pixels times 255, less the mean, over the deviation. */
  @Test
  void meanAndDeviationOfInputs() throws IOException {
    Outcome outcome =
        ofData("compare", model, "--full-scale", "255", "--mean", "0", "--std", "255", "--json");
    JsonNode same = json(ofData("compare", model, "--json"));
    assertEquals(same.get("correct"), json(outcome).get("correct"));
    assertTrue(same.get("correct").asInt() > 190, same.toString());
    String[] wrong = {"compare", model, "--dataset", dataset, "--std", "0"};
    assertFails(2, "--std must be a number > 0; got 0.0", wrong);
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
    String line = "figures.json   model-figures: quarters.onnx (onnx): 16-4-4, 88 parameters; made";
    assertTrue(folders.out().contains(line + " from quarters.onnx"), folders.out());
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
  void aGraphWithBranchesIsConvertedAndReported() throws IOException {
    QuartersOnnx.residual(folder.resolve("quarters.onnx"));
    JsonNode figures = json(ofData("compare", model, "--json"));
    assertEquals("16 in, 1 Dense, 1 Add, 4 out", figures.get("architecture").asText());
    Outcome inspected = run("inspect", model);
    assertEquals(0, inspected.exitCode(), inspected.err());
    assertTrue(inspected.out().contains("join   Add"), inspected.out());
    Outcome converted = ofData("convert", model, "--out", network);
    assertEquals(0, converted.exitCode(), converted.err());
    assertTrue(converted.out().contains("      from fc1: one-to-one"), converted.out());
    JsonNode compared = json(ofData("compare", model, network, "--json"));
    assertEquals(figures.get("correct").asInt() / 200.0, compared.at("/ann/accuracy").asDouble());
    assertTrue(compared.at("/snn/accuracy").asDouble() > 0.95, compared.toString());
    String results = path("results");
    assertEquals(0, ofData("compare", model, network, "--out", results).exitCode());
    Outcome reported = run("report", results, "--out", path("page.html"));
    assertEquals(0, reported.exitCode(), reported.err());
    assertTrue(Files.readString(folder.resolve("page.html")).contains("one-to-one"));
  }

  /** What no spiking network can stand for is told before the data are looked for. */
  @Test
  void aModelThatCannotBeConvertedIsRefusedAtOnce() throws IOException {
    QuartersOnnx.leaky(folder.resolve("quarters.onnx"));
    String message = "Relu leaky cannot be converted: its slope below 0 is 0.01";
    for (String command : List.of("convert", "run")) {
      String option = command.equals("run") ? "--model=" + model : model;
      assertFails(4, message, command, option, "--dataset", "idx:nowhere", "--out", network);
    }
    assertFalse(Files.exists(folder.resolve("network.nir")));
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

  @Test
  void aRunTakesAModelAndTrainsNone() throws IOException {
    Outcome outcome = ofData("run", "--model", model, "--timesteps", "8", "--out", path("out"));
    assertTrue(outcome.out().contains("Verdict: "), outcome.out());
    assertTrue(outcome.err().contains("Wrote network.nir, results.json and report.html to"));
    assertFalse(Files.exists(folder.resolve("out/model.zip")));
    assertFalse(outcome.err().contains("Training"), outcome.err());
    String[] training = {"run", "--model", model, "--dataset", dataset, "--epochs", "3"};
    assertFails(2, "[--epochs] is for training, and --model " + model + " trains none", training);
    String[] brought = {"run", "--dataset", dataset, "--full-scale", "255", "--out", path("o")};
    assertFails(2, "[--full-scale] is for a model that is brought: --model FILE", brought);
    Files.writeString(folder.resolve("out/model.zip"), "another");
    String[] other = {"run", "--model", model, "--dataset", dataset, "--out", path("out")};
    assertFails(2, "holds another model, model.zip; name another folder", other);
    String[] missing = {"run", "--model", path("none.onnx"), "--out", path("out")};
    assertFails(3, "none.onnx: no such file", missing);
  }

  @Test
  void aRunWithAModelIsResumed() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.writeString(
        folder.resolve("out/unfinished.json"),
        "{\"schema\": \"ann2snn.unfinished-run/1\", \"options\": [\"--model="
            + model
            + "\", \"--dataset="
            + dataset
            + "\", \"--timesteps=8\"]}");
    Outcome resumed = run("run", "--resume", "--out", path("out"));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertTrue(resumed.out().contains("T = 8,"), resumed.out());
    String wrote = "Wrote network.nir, results.json and report.html to " + path("out");
    assertTrue(resumed.err().contains(wrote), resumed.err());
    assertFalse(Files.exists(folder.resolve("out/unfinished.json")));
    String message = "out is finished; without --resume it begins anew";
    assertFails(2, message, "run", "--resume", "--out", path("out"));
  }
}
