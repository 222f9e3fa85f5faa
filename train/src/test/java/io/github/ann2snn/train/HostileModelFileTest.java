package io.github.ann2snn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One damaged or hostile file per defect, each made from a good one. */
class HostileModelFileTest {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";

  /** Where the values begin, and the fields before them. */
  private static final int SHAPE_LENGTH = 18;

  private static final int RANK = 32;
  private static final int COLUMNS = 40;
  private static final int DATA_LENGTH = 98;
  private static final int DATA_TYPE = 108;
  private static final int VALUES = 113;

  @TempDir Path folder;
  private Path file;
  private Map<String, byte[]> entries;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("model.zip");
    TrainingConfig config = Samples.config().epochs(1).loss(Loss.MSE).dropout(0.5).build();
    new Trainer(config, Samples.dataset(), TrainingListener.NONE).train(file);
    Files.delete(ModelFile.provenancePath(file));
    entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
  }

  private void write() throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }

  private void refused(String reason) {
    String message =
        assertThrows(ModelFileException.class, () -> ModelFile.load(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.contains(reason), message);
  }

  private void refusedConfiguration(UnaryOperator<String> change, String reason)
      throws IOException {
    String before = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertTrue(!before.equals(after), "nothing changed");
    entries.put(CONFIGURATION, after.getBytes(StandardCharsets.UTF_8));
    write();
    refused(CONFIGURATION + ": " + reason);
  }

  @Test
  void aMissingFile() {
    file = folder.resolve("absent.zip");
    refused("no such file; `ann2snn train --out FILE` makes a model");
  }

  @Test
  void noZip() throws IOException {
    Files.writeString(file, "hello");
    refused("not a complete zip file (");
  }

  @ParameterizedTest(name = "{0} bytes missing")
  @ValueSource(ints = {1, 30, 1000})
  void aTruncatedZip(int missing) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
    refused("not a complete zip file (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "../../evil", "Configuration.json"})
  void anEntryThatIsNotAllowed(String name) throws IOException {
    entries.put(name, new byte[] {(byte) 0xac, (byte) 0xed});
    write();
    refused(
        "entry "
            + name
            + ": not allowed in a model, where only configuration.json, coefficients.bin,"
            + " updaterState.bin, noParams.marker are; it might run code when another program opens"
            + " it; take the model from a source you trust, or train it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {CONFIGURATION, COEFFICIENTS})
  void aMissingEntry(String name) throws IOException {
    entries.remove(name);
    write();
    refused(name + ": entry is missing");
  }

  @Test
  void anEntryTwice() throws IOException {
    entries.put("updaterstate.bin", entries.get(UPDATER));
    write();
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(
        file, bytes.replace("updaterstate", "updaterState").getBytes(StandardCharsets.ISO_8859_1));
    refused(UPDATER + ": occurs twice");
  }

  @Test
  void aFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] weights = entries.get(COEFFICIENTS);
    int at = indexOf(bytes, weights) + VALUES + 2;
    bytes[at] ^= 1;
    Files.write(file, bytes);
    refused(COEFFICIENTS + ": damaged (its CRC-32 differs)");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void aBombInTheConfiguration() throws IOException {
    entries.put(CONFIGURATION, new byte[10_000_001]);
    write();
    assertTrue(Files.size(file) < 100_000);
    refused(CONFIGURATION + ": longer than the 10000000 bytes it may have");
  }

  @Test
  void aBombInTheWeights() throws IOException {
    entries.put(COEFFICIENTS, new byte[1_000_000]);
    write();
    refused(COEFFICIENTS + ": longer than the 920 bytes it may have");
  }

  @Test
  void aBombInTheUpdaterState() throws IOException {
    entries.put(UPDATER, new byte[1_000_000]);
    write();
    refused(UPDATER + ": longer than the 2248 bytes it may have");
  }

  private static Arguments change(String reason, String from, String to) {
    return Arguments.of(reason, from, to);
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        change(
            "\"activationFn\" names @class \"com.example.Evil\", which is not allowed",
            "org.nd4j.linalg.activations.impl.ActivationReLU",
            "com.example.Evil"),
        change(
            "\"iupdater\" names @class \"org.nd4j.linalg.schedule.MapSchedule\"",
            "org.nd4j.linalg.learning.config.Adam",
            "org.nd4j.linalg.schedule.MapSchedule"),
        change(
            "\"stepFunction\" names @class \"javax.swing.JEditorPane\"",
            "\"stepFunction\" : null",
            "\"stepFunction\" : {\"@class\": \"javax.swing.JEditorPane\"}"),
        change(
            "\"stepFunction\" names @type \"java.lang.String\"",
            "\"stepFunction\" : null",
            "\"stepFunction\" : {\"@type\": \"java.lang.String\"}"),
        change(
            "\"stepFunction\" has an element that is neither an object nor a number",
            "\"stepFunction\" : null",
            "\"stepFunction\" : [\"javax.swing.JEditorPane\", {}]"),
        change(
            "layer 0 has class \"com.example.Layer\", which is not allowed",
            "org.deeplearning4j.nn.conf.layers.DenseLayer",
            "com.example.Layer"),
        change(
            "layer 0 is a ConvolutionLayer, which is not supported; supported are DenseLayer,"
                + " OutputLayer, DropoutLayer, ActivationLayer",
            "org.deeplearning4j.nn.conf.layers.DenseLayer",
            "org.deeplearning4j.nn.conf.layers.ConvolutionLayer"),
        change(
            "layer 0 of 3 is a OutputLayer; the last layer, and no other, must be an OutputLayer",
            "org.deeplearning4j.nn.conf.layers.DenseLayer",
            "org.deeplearning4j.nn.conf.layers.OutputLayer"),
        change(
            "is not JSON that can be read: Duplicate field",
            "\"nin\" : 7",
            "\"nin\" : 7, \"nin\" : 7"),
        change("is not JSON that can be read: ", "\"backpropType\"", "backpropType"),
        change("has no list \"confs\"", "\"confs\"", "\"layers\""),
        change(
            "has data type DOUBLE; only FLOAT",
            "\"dataType\" : \"FLOAT\"",
            "\"dataType\" : \"DOUBLE\""),
        change(
            "layer 0 has \"nin\" 0; it must be a number from 1 to 1000000",
            "\"nin\" : 7",
            "\"nin\" : 0"),
        change("layer 0 has \"nin\" 4294967303; it", "\"nin\" : 7", "\"nin\" : 4294967303"),
        change("layer 0 has \"nin\" \"7\"; it", "\"nin\" : 7", "\"nin\" : \"7\""),
        change("layer 0 has \"nin\" ; it", "\"nin\" : 7", "\"in\" : 7"),
        change(
            "layer 1 has 11 inputs, but the layer before it has 12 outputs",
            "\"nout\" : 11",
            "\"nout\" : 12"),
        change(
            "layer 0 has layer normalisation",
            "\"hasLayerNorm\" : false",
            "\"hasLayerNorm\" : true"),
        change(
            "layer 2 has loss weights that are not one row of 3 numbers",
            "\"shape\" : [ 1, 3 ]",
            "\"shape\" : [ 1, 3000000000 ]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void aConfigurationThatIsNotAdmitted(String reason, String from, String to) throws IOException {
    refusedConfiguration(json -> json.replace(from, to), reason);
  }

  @Test
  void aConfigurationTooDeep() throws IOException {
    refusedConfiguration(
        json -> "{\"a\":".repeat(65) + "1" + "}".repeat(65), "is not JSON that can be read: ");
  }

  @Test
  void moreParametersThanAllowed() throws IOException {
    refusedConfiguration(
        json ->
            json.replace("\"nout\" : 11", "\"nout\" : 1000000")
                .replace("\"nin\" : 11", "\"nin\" : 1000000")
                .replace("\"nout\" : 5", "\"nout\" : 999999")
                .replace("\"nin\" : 5", "\"nin\" : 999999"),
        "has more than 100000000 weights and biases up to layer 1");
  }

  @Test
  void aRecurrentNetwork() throws IOException {
    String json =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new LSTM.Builder().nIn(7).nOut(4).build())
            .layer(new OutputLayer.Builder().nIn(4).nOut(3).build())
            .build()
            .toJson();
    refusedConfiguration(before -> json, "layer 0 is a LSTM, which is not supported");
  }

  @Test
  void aComputationGraph() throws IOException {
    ComputationGraphConfiguration graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("out", new OutputLayer.Builder().nIn(7).nOut(3).build(), "in")
            .setOutputs("out")
            .build();
    refusedConfiguration(
        before -> graph.toJson(),
        "is a ComputationGraph's; only a MultiLayerNetwork is supported, a chain of layers");
  }

  @Test
  void noParameters() throws IOException {
    entries.put(COEFFICIENTS, new byte[0]);
    entries.put("noParams.marker", new byte[0]);
    write();
    refused(COEFFICIENTS + ": at byte 0: ends too early");
  }

  private void weights(UnaryOperator<byte[]> change, String reason) throws IOException {
    entries.put(COEFFICIENTS, change.apply(entries.get(COEFFICIENTS)));
    write();
    refused(COEFFICIENTS + ": " + reason);
  }

  private void putLong(int at, long value, String reason) throws IOException {
    weights(bytes -> ByteBuffer.wrap(bytes).putLong(at, value).array(), reason);
  }

  @Test
  void lengthsThatDoNotFit() throws IOException {
    putLong(SHAPE_LENGTH, 1L << 40, "at byte 18: length 1099511627776 must be 6 to 8");
  }

  @Test
  void aRankThatDoesNotFit() throws IOException {
    putLong(RANK, 3, "at byte 32: rank 3 does not fit a shape of 6 numbers");
  }

  @Test
  void aShapeThatDoesNotFit() throws IOException {
    putLong(COLUMNS, 165, "at byte 32: has shape [1, 165], but the configuration needs [1, 166]");
  }

  @Test
  void aDataLengthThatDoesNotFit() throws IOException {
    putLong(DATA_LENGTH, Long.MAX_VALUE, "at byte 98: length 9223372036854775807 must be 166");
  }

  @Test
  void anotherDataType() throws IOException {
    weights(
        bytes -> {
          byte[] changed = bytes.clone();
          changed[DATA_TYPE] = 'X';
          return changed;
        },
        "at byte 106: data type \"XLOAT\" must be FLOAT");
  }

  @Test
  void anOldStorageMode() throws IOException {
    weights(
        bytes ->
            ByteBuffer.wrap(bytes)
                .putShort((short) 6)
                .put("DIRECT".getBytes(StandardCharsets.US_ASCII))
                .array(),
        "at byte 0: storage mode \"DIRECT\" must be MIXED_DATA_TYPES; load and save");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 50, VALUES - 1})
  void weightsThatEndInTheHeader(int length) throws IOException {
    weights(bytes -> Arrays.copyOf(bytes, length), "at byte ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -1, 4})
  void tooFewOrTooManyBytes(int more) throws IOException {
    weights(
        bytes -> Arrays.copyOf(bytes, bytes.length + more),
        "at byte 113: " + (664 + more) + " bytes follow, but 166 numbers take 664");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aWeightThatIsNotFinite(float value) throws IOException {
    // Number 100 lies in the second layer: the first has 7 x 11 weights and 11 biases.
    weights(
        bytes -> ByteBuffer.wrap(bytes).putFloat(VALUES + 4 * 100, value).array(),
        "layer dense_1 has a weight or bias that is " + value + ", number 100 of the file");
  }

  @Test
  void anUpdaterStateThatIsNotFinite() throws IOException {
    ByteBuffer.wrap(entries.get(UPDATER)).putFloat(VALUES + 4, Float.NaN);
    write();
    refused(UPDATER + ": number 1 is NaN");
  }

  @Test
  void anUpdaterStateOfAnotherUpdater() throws IOException {
    refusedState(
        json -> json.replace("config.Adam", "config.Sgd"),
        UPDATER + ": the configuration's updater keeps no state");
    refusedState(
        json -> json.replace("config.Sgd", "config.Nesterovs"),
        UPDATER + ": at byte 32: has shape [1, 332], but the configuration needs [1, 166]");
  }

  private void refusedState(UnaryOperator<String> change, String reason) throws IOException {
    String json = change.apply(new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8));
    entries.put(CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
    write();
    refused(reason);
  }

  @Test
  void theUnchangedFileIsLoaded() throws IOException {
    write();
    assertEquals(166, ModelFile.load(file).parameters());
  }
}
