package io.github.ann2snn.interop.keras;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that cannot be imported. */
class KerasRefusalTest {
  @TempDir Path folder;

  static void refused(Path file, String reason) {
    String message =
        assertThrows(BadFileException.class, () -> KerasModel.read(file, Optional.empty()))
            .getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.startsWith(file + ": "), message);
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cnn|\"Dropout\"|\"LSTM\"|layer dropout (LSTM): is not supported; supported are Dense, Conv2D",
        "cnn|\"Dropout\"|\"Add\"|layer dropout (Add): is not supported",
        "cnn|\"Dropout\"|\"Lambda\"|layer dropout (Lambda): holds Python code, and nothing in a file is executed",
        "cnn|\"Dropout\"|\"Sequential\"|layer dropout (Sequential): is a model within the model",
        "rescaled|\"registered_name\": null, \"build_config\": {}|\"registered_name\": \"my>Twin\", \"build_config\": {}|is a custom object",
        "rescaled|\"module\": \"keras.layers\", \"class_name\": \"ReLU\"|\"module\": \"os\", \"class_name\": \"ReLU\"|layer re_lu (ReLU): is a custom object",
        "rescaled|\"class_name\": \"Sequential\"|\"class_name\": \"Twins\"|is that of a \"Twins\"; supported are Sequential and functional models",
        "rescaled|\"max_value\": null|\"max_value\": 0.0|layer re_lu (ReLU): is not max(0, x), or that up to a maximum: max_value 0.0, negative_slope 0.0, threshold 0.0",
        "rescaled|\"config\": {\"name\": \"float32\"}|\"config\": {\"name\": \"bfloat16\"}|has its weights in bfloat16",
        "rescaled|\"threshold\": 0.0|\"threshold\": {\"value\": 0.5}|is not max(0, x), or that up to a maximum",
        "rescaled|\"threshold\": 0.0|\"threshold\": {\"type\": 0}|has \"threshold\" {\"type\":0}; it must be a finite number",
        "rescaled|\"class_name\": \"ReLU\"|\"class_name\": \"LeakyReLU\"|layer re_lu (LeakyReLU): is not supported",
        "rescaled|\"module\": \"keras.layers\", \"class_name\": \"ReLU\"|\"module\": \"keras.src.ops.nn\", \"class_name\": \"Gelu\"|layer re_lu (Gelu): is not supported",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"relu\", \"registered_name\": \"my>relu\"}, \"use_bias\"|layer conv2d (Conv2D): has the activation",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"class_name\": \"LeakyReLU\", \"config\": {\"name\": \"leaky\"}}, \"use_bias\"|layer leaky (LeakyReLU): is used as an activation; supported are linear, relu, relu6",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"module\": \"mylib\", \"class_name\": \"ReLU\", \"config\": {\"name\": \"mine\", \"slope\": 3.0}, \"registered_name\": \"my>ReLU\"}, \"use_bias\"|layer mine (ReLU): is a custom object",
        "rescaled|\"negative_slope\": 0.0|\"negative_slope\": 0.3|is not max(0, x)",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": \"gelu\", \"use_bias\"|has the activation \"gelu\"; supported are linear, relu, relu6, sigmoid, softmax, tanh",
        "matrix|\"sigmoid\"|\"elu\"|layer dense_1 (Dense): has the activation \"elu\"",
        "matrix|\"relu\"|\"softmax\"|layer dense (Dense): has softmax, which is supported at the end of the model only",
        "cnn|\"padding\": \"same\"|\"padding\": \"causal\"|has padding \"causal\"; supported are valid and same",
        "cnn|\"kernel_size\": [2, 3]|\"kernel_size\": [2, -3]|layer conv2d_1 (Conv2D): has \"kernel_size\" -3; it must be a number from 1 to 1000000",
        "cnn|\"kernel_size\": [2, 3]|\"kernel_size\": [2, 9]|layer conv2d_1 (Conv2D): spans 9 columns, more than its input has (4)",
        "cnn|\"filters\": 3|\"filters\": 999999|height x width x channels must be from 1 to 1000000 numbers",
        "cnn|\"groups\": 1|\"groups\": 3|has 3 groups; possible is 1",
        "cnn|\"axis\": [3]|\"axis\": [1]|layer batch_normalization (BatchNormalization): normalises axis [1]; supported is that of the channels, here 3",
        "cnn|\"epsilon\": 0.01|\"epsilon\": -1.0|has epsilon -1.0; it must be between 0 and 1",
        "cnn|\"class_name\": \"Flatten\"|\"class_name\": \"Dropout\"|layer dense (Dense): gets images or feature maps, of which it would take each position by itself; put Flatten before it",
        "cnn|\"units\": 5|\"units\": 1e3|layer dense (Dense): has \"units\" 1000.0; it must be a number",
        "cnn|\"use_bias\": true|\"use_bias\": \"yes\"|has \"use_bias\" \"yes\"; it must be true or false",
        "cnn|[null, 8, 8, 2]|[null, null, 8, 2]|takes samples of shape [null,null,8,2]; every size but the first must be a number",
        "cnn|[null, 8, 8, 2]|[null, 8, 8, 8, 2]|takes samples of 4 axes",
        "cnn|\"data_format\": \"channels_last\", \"dilation_rate\"|\"data_format\": \"channels_first\", \"dilation_rate\"|has its channels elsewhere than",
        "matrix|\"class_name\": \"Flatten\"|\"class_name\": \"MaxPooling2D\"|gets images without an axis of channels; add Reshape((5, 4, 1)) before it",
        "matrix|\"scale\": 0.00392156862745098|\"scale\": [1, 2, 3, 4]|layer rescaling (Rescaling): scales with 4 numbers; supported are one, or one for each channel",
        "flattened|\"class_name\": \"ReLU\", \"config\": {\"name\": \"re_lu\"|\"class_name\": \"Rescaling\", \"config\": {\"name\": \"re_lu\"|scales what comes out of other layers",
        "rescaled|\"padding\": \"valid\", \"data_format\": \"channels_last\", \"dilation_rate\"|\"padding\": \"same\", \"data_format\": \"channels_last\", \"dilation_rate\"|layer rescaling (Rescaling): adds an offset to the inputs, but not to the zeros that layer conv2d (Conv2D) pads them with",
        "graph|[\"flatten\", 0, 0]|[\"activation\", 0, 0]|layer dense (Dense): gets the output of activation, and so does average_pooling2d; supported is a chain of layers without branches",
        "graph|[\"flatten\", 0, 0]|[\"dense_1\", 0, 0]|layer dense (Dense): is not reached from the input; supported is a chain of layers",
        "graph|\"output_layers\": [\"dense_1\", 0, 0]|\"output_layers\": [\"dense\", 0, 0]|has the outputs [dense]; supported is one, of the last layer, dense_1",
        "graph|\"kwargs\": {}|\"kwargs\": {\"with\": [\"flatten\", 0, 0]}|gets 2 inputs, as Add and Concatenate do",
        "graph|\"name\": \"flatten\"|\"name\": \"dense\"|layer dense (Dense): has the name of another layer",
      })
  void aModelThatCannotBeImported(String model, String from, String to, String reason)
      throws IOException {
    refused(Fixtures.edited(model + ".keras", folder, from, to), reason);
  }

  @Test
  void shapesThatOneCannotHave() throws IOException {
    String units = "\"units\": 5";
    refused(
        Fixtures.edited("cnn.keras", folder, units, "\"units\": 1000000"),
        "bytes of weights can hold");
    refused(
        Fixtures.edited("cnn.keras", folder, units, "\"units\": 1" + "0".repeat(40)),
        "it must be a number from 1 to 1000000");
  }

  @Test
  void aConfigurationThatIsNone() throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    Path file = folder.resolve("model.keras");
    for (String json : new String[] {"", "[", "{\"class_name\": 1", "nul"}) {
      entries.put(Fixtures.CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
      refused(Fixtures.write(file, entries), "model configuration: is ");
    }
    entries.put(Fixtures.CONFIGURATION, "[".repeat(50_000).getBytes(StandardCharsets.UTF_8));
    refused(Fixtures.write(file, entries), "Document nesting depth (65) exceeds the maximum");
    entries.put(
        Fixtures.CONFIGURATION,
        "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[]}}"
            .getBytes(StandardCharsets.UTF_8));
    refused(Fixtures.write(file, entries), "must have a list \"layers\" of 1 to 2000 layers");
    entries.put(Fixtures.CONFIGURATION, new byte[KerasConfig.MAX_BYTES + 1]);
    refused(Fixtures.write(file, entries), "config.json: says it has 10000001 bytes, but may have");
  }

  @Test
  void aModelThatEndsOtherwise() throws IOException {
    refused(
        Fixtures.edited(
            "matrix.keras",
            folder,
            "\"class_name\": \"Dense\", \"config\": {\"name\": \"dense_1\"",
            "\"class_name\": \"BatchNormalization\", \"config\": {\"axis\": 1, \"name\": \"dense_1\""),
        "layer dense_1 (BatchNormalization): is the end of the model; supported are models that end with a Dense layer");
  }

  @Test
  void aFileThatIsNoModel() throws IOException {
    refused(folder.resolve("none.h5"), "no such file; expected a model that Keras saved");
    refused(folder, "is a directory; load a TensorFlow SavedModel in Keras");
    Path file = folder.resolve("model.h5");
    Files.write(file, new byte[0]);
    refused(file, "is empty");
    Files.writeString(file, "no model at all");
    refused(file, "is not an HDF5 file; expected a model that Keras saved");
    Files.write(file, Fixtures.entries("cnn.keras").get(Fixtures.WEIGHTS));
    refused(file, "has no model_config: it holds weights alone");
  }
}
