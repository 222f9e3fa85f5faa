package io.github.ann2snn.train.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileConfigurationTest extends HostileModelFixture {
  private void refusedConfiguration(UnaryOperator<String> change, String reason)
      throws IOException {
    String before = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertTrue(!before.equals(after), "nothing changed");
    entries.put(CONFIGURATION, after.getBytes(StandardCharsets.UTF_8));
    write();
    refused(CONFIGURATION + ": " + reason);
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
            "layer 0 is a Convolution1DLayer, which is not supported; supported are DenseLayer,"
                + " OutputLayer, ConvolutionLayer, DepthwiseConvolution2D, SubsamplingLayer, GlobalPoolingLayer,"
                + " BatchNormalization, DropoutLayer, ActivationLayer",
            "org.deeplearning4j.nn.conf.layers.DenseLayer",
            "org.deeplearning4j.nn.conf.layers.Convolution1DLayer"),
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
            "\"shape\" : [ 1, 3000000000 ]"),
        change(
            "a layer has no optimizationAlgo", "\"optimizationAlgo\"", "\"noOptimizationAlgo\""));
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
        "layer 1 has more weights and biases, with those before it, than the 100000000 that a"
            + " network may have");
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
}
