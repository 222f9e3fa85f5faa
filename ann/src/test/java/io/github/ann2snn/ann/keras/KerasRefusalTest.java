package io.github.ann2snn.ann.keras;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that cannot be imported. */
class KerasRefusalTest {
  @TempDir Path folder;

  static void refused(Path file, String reason) {
    String message = assertThrows(BadFileException.class, () -> KerasModel.read(file)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.startsWith(file + ": "), message);
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cnn|\"Dropout\"|\"LSTM\"|layer dropout (LSTM): is not supported; recurrent layers are not supported",
        "cnn|\"Dropout\"|\"Add\"|layer dropout (Add): gets 1 inputs, expected at least 2",
        "cnn|\"Dropout\"|\"Masking\"|layer dropout (Masking): is not supported; supported are Activation, ActivityRegularization, Add, ",
        "cnn|\"Dropout\"|\"Multiply\"|layer dropout (Multiply): is not supported; only sums, poolings and piecewise linear functions become spikes; train a model with Add or Concatenate",
        "cnn|\"Dropout\"|\"Lambda\"|layer dropout (Lambda): is not supported; it holds Python code, and nothing in a file is executed",
        "cnn|\"Dropout\"|\"Sequential\"|must have a list \"layers\" of 1 to 2000 layers",
        "rescaled|\"registered_name\": null, \"build_config\": {}|\"registered_name\": \"my>Twin\", \"build_config\": {}|is a custom object",
        "rescaled|\"module\": \"keras.layers\", \"class_name\": \"ReLU\"|\"module\": \"os\", \"class_name\": \"ReLU\"|layer re_lu (ReLU): is a custom object",
        "rescaled|\"class_name\": \"Sequential\"|\"class_name\": \"Twins\"|is that of a \"Twins\"; supported are Sequential and functional models",
        "rescaled|\"max_value\": null|\"max_value\": 0.0|layer re_lu (ReLU): has max_value 0.0; it must be above 0",
        "rescaled|\"config\": {\"name\": \"float32\"}|\"config\": {\"name\": \"bfloat16\"}|has its weights in bfloat16",
        "rescaled|\"threshold\": 0.0|\"threshold\": {\"value\": 0.5}|layer re_lu (ReLU): has a threshold of 0.5; supported is 0",
        "rescaled|\"threshold\": 0.0|\"threshold\": {\"type\": 0}|has \"threshold\" {\"type\":0}; it must be a finite number",
        "rescaled|\"class_name\": \"ReLU\"|\"class_name\": \"ELU\"|layer re_lu (ELU): is not supported; only piecewise linear networks become spiking ones",
        "rescaled|\"module\": \"keras.layers\", \"class_name\": \"ReLU\"|\"module\": \"keras.src.ops.nn\", \"class_name\": \"Gelu\"|layer re_lu (Gelu): is the operation gelu, which is not supported; supported are sums",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"relu\", \"registered_name\": \"my>relu\"}, \"use_bias\"|layer conv2d (Conv2D): has the activation",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"class_name\": \"ELU\", \"config\": {\"name\": \"elu\"}}, \"use_bias\"|layer elu (ELU): is used as an activation; supported are linear, relu, relu6",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": {\"module\": \"mylib\", \"class_name\": \"ReLU\", \"config\": {\"name\": \"mine\", \"slope\": 3.0}, \"registered_name\": \"my>ReLU\"}, \"use_bias\"|layer mine (ReLU): is a custom object",
        "rescaled|\"negative_slope\": 0.0|\"negative_slope\": -0.3|layer re_lu (ReLU): a slope of -0.3 below 0, expected at least 0",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": \"gelu\", \"use_bias\"|has the activation \"gelu\"; supported are linear, relu, relu6, leaky_relu, and at the end softmax and sigmoid",
        "cnn|\"activation\": \"relu\", \"use_bias\"|\"activation\": \"tanh\", \"use_bias\"|layer conv2d (Conv2D): has the activation \"tanh\"",
        "matrix|\"sigmoid\"|\"elu\"|layer dense_1 (Dense): has the activation \"elu\"",
        "matrix|\"relu\"|\"softmax\"|layer dense (Dense): has Softmax, which is supported at the end of the model only, but layer dense_1 (Dense) uses it",
        "matrix|\"relu\"|\"sigmoid\"|layer dense (Dense): has Sigmoid, which is supported at the end of the model only",
        "cnn|\"padding\": \"same\"|\"padding\": \"full\"|has padding \"full\"; supported are valid, same and causal",
        "cnn|\"kernel_size\": [2, 3]|\"kernel_size\": [2, -3]|layer conv2d_1 (Conv2D): has \"kernel_size\" -3; it must be a number from 1 to 1000000",
        "cnn|\"kernel_size\": [2, 3]|\"kernel_size\": [2, 9]|layer conv2d_1 (Conv2D): a window of 9 values does not fit into 4 values with padding 0 and 0",
        "cnn|\"filters\": 3|\"filters\": 999999|has a configuration with ",
        "cnn|\"groups\": 1|\"groups\": 3|layer conv2d (Conv2D): has 3 groups for 2 channels and 4 filters",
        "cnn|\"axis\": [3]|\"axis\": [4]|layer batch_normalization (BatchNormalization): has axis 4, but its input has the axes 1 to 3",
        "cnn|\"axis\": [3]|\"axis\": [1, 2]|normalises the axes [1,2]; supported is one",
        "cnn|\"epsilon\": 0.01|\"epsilon\": -1.0|has epsilon -1.0; it must be between 0 and 1",
        "cnn|\"class_name\": \"Flatten\"|\"class_name\": \"Dropout\"|layer dense_1 (Dense): makes probabilities of values of shape [3, 1, 4], expected one for each class; put Flatten or global pooling before it",
        "cnn|\"units\": 5|\"units\": 1e3|layer dense (Dense): has \"units\" 1000.0; it must be a number",
        "cnn|\"use_bias\": true|\"use_bias\": \"yes\"|has \"use_bias\" \"yes\"; it must be true or false",
        "cnn|[null, 8, 8, 2]|[null, null, 8, 2]|takes samples of shape [null,null,8,2]; every size but the first must be a number",
        "cnn|[null, 8, 8, 2]|[null, 8, 8, 8, 2]|takes samples of 4 axes",
        "matrix|\"class_name\": \"Flatten\"|\"class_name\": \"MaxPooling2D\"|gets images of shape [5, 4], without an axis of channels; add Reshape((5, 4, 1)) before it",
        "matrix|\"scale\": 0.00392156862745098|\"scale\": [1, 2, 3]|layer rescaling (Rescaling): scales with 3 numbers; supported are one, or one for each place along the last axis, here 4",
        "graph|[\"flatten\", 0, 0]|[\"dense_1\", 0, 0]|layer dense (Dense): gets what is made of its own output, by way of dense_1; the file is damaged",
        "graph|\"output_layers\": [\"dense_1\", 0, 0]|\"output_layers\": [[\"dense\", 0, 0], [\"dense_1\", 0, 0]]|has the outputs [dense, dense_1]; supported is one",
        "graph|[\"flatten\", 0, 0]|[\"flat\", 0, 0]|uses a layer \"flat\", which it does not have; the file is damaged",
        "graph|[\"flatten\", 0, 0]|[\"flatten\", 1, 0]|layer flatten (Flatten): is used by its call 1, but is called 1 times; the file is damaged",
        "graph|[\"flatten\", 0, 0]|[\"flatten\", 0, 1]|layer flatten (Flatten): gives output 1 to other layers; supported are layers with one output",
        "graph|\"kwargs\": {}|\"kwargs\": {\"with\": [\"input_1\", 0, 0]}|layer conv2d (Conv2D): gets 2 inputs, expected 1",
        "graph|\"inbound_nodes\": []|\"inbound_nodes\": [[]]|has no input layer",
        "graph|\"class_name\": \"InputLayer\"|\"class_name\": \"Dropout\"|layer input_1 (Dropout): gets no input; supported are models with one input",
        "branches|[\"conv2d\", 0, 0]|[\"dense\", 0, 0]|gets what is made of its own output, by way of ",
        "branches|\"shared_axes\": [1, 2]|\"shared_axes\": [1]|layer p_re_lu (PReLU): has numbers of shape [1, 6, 4] for values of shape [8, 6, 4]",
        "branches|\"axis\": -1}|\"axis\": 0}|has axis 0, but its input has the axes 1 to 3",
        "branches|\"nearest\"|\"bilinear\"|layer up_sampling2d (UpSampling2D): has interpolation \"bilinear\"; supported is nearest",
        "branches|\"cropping\": [[0, 1], [2, 0]]|\"cropping\": [[4, 1], [2, 0]]|layer cropping2d (Cropping2D): a part from [0, 4, 2] to [5, 4, 5]",
        "turned|[3, 1, 2]|[3, 1, 1]|layer permute_1 (Permute): has \"dims\" [3,1,1]; it must be an order of the axes 1 to 3",
        "turned|[4, -1, 9]|[4, -1, 11]|layer reshape (Reshape): makes [4,-1,11] of 72 numbers, which are not as many",
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
        "layer dense_1 (BatchNormalization): has no weights in the file");
    refused(
        Fixtures.edited(
            "flattened.keras",
            folder,
            "\"class_name\": \"Flatten\"",
            "\"class_name\": \"Dropout\""),
        "layer softmax (Softmax): makes probabilities of values of shape [4, 4, 3], expected one for each class");
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
