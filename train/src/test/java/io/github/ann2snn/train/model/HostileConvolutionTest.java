package io.github.ann2snn.train.model;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.ann.training.TrainingConfig;
import io.github.ann2snn.train.training.ImageSamples;
import io.github.ann2snn.train.training.Trainer;
import io.github.ann2snn.train.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileConvolutionTest extends HostileModelFixture {
  private static final String FLATTEN = "CnnToFeedForwardPreProcessor";

  @Override
  Trainer trainer() {
    // Layers: 0 convolution, 1 normalisation, 2 activation, 3 pooling, 4 convolution, 5 output.
    TrainingConfig config = ImageSamples.config("6x6x1-c4k3p1-bn-a2-c5k2s1-3").epochs(1).build();
    return new Trainer(config, ImageSamples.dataset(), TrainingListener.NONE);
  }

  private static Arguments change(String reason, String from, String to) {
    return Arguments.of(reason, from, to);
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        change(
            "layer 0 has \"kernelSize\" -3; it must be a number from 1 to 1000000",
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ -3, 3 ]"),
        change(
            "layer 0 (conv_0) spans 9 rows, more than its input has (6 and a padding of 2 x 1)",
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ 9, 9 ]"),
        change(
            "layer 0 has \"kernelSize\" [3]; it must be two numbers",
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ 3 ]"),
        change(
            "layer 0 has \"padding\" 2147483648; it must",
            "\"padding\" : [ 1, 1 ]",
            "\"padding\" : [ 2147483648, 1 ]"),
        change(
            "layer 5 has a CnnToFeedForwardPreProcessor of [5, 2, 2], but what goes in is [5, 1000000, 2]",
            "\"padding\" : [ 1, 1 ]",
            "\"padding\" : [ 999999, 1 ]"),
        change("layer 0 has \"stride\" 0; it", "\"stride\" : [ 1, 1 ]", "\"stride\" : [ 0, 1 ]"),
        change(
            "layer 0 has \"dilation\" 0; it", "\"dilation\" : [ 1, 1 ]", "\"dilation\" : [ 0, 1 ]"),
        change(
            "layer 0 has \"cnn2dDataFormat\" NHWC, but what goes in is NCHW",
            "\"cnn2dDataFormat\" : \"NCHW\"",
            "\"cnn2dDataFormat\" : \"NHWC\""),
        change(
            "layer 0 has \"convolutionMode\" \"Causal\"; supported is Truncate or Strict or Same",
            "\"convolutionMode\" : \"Truncate\"",
            "\"convolutionMode\" : \"Causal\""),
        change(
            "layer 5 has a CnnToFeedForwardPreProcessor of [5, 2, 2], but what goes in is [5, 3, 3]",
            "\"convolutionMode\" : \"Truncate\"",
            "\"convolutionMode\" : \"Same\""),
        change(
            "layer 0 has 2 inputs, but the layer before it has 1 channels",
            "\"nin\" : 1,",
            "\"nin\" : 2,"),
        change(
            "layer 1 has 4 inputs, but the layer before it has 7 channels",
            "\"layerName\" : \"conv_0\",\n      \"nin\" : 1,\n      \"nout\" : 4",
            "\"layerName\" : \"conv_0\",\n      \"nin\" : 1,\n      \"nout\" : 7"),
        change(
            "layer 1 has 4 inputs, but the layer before it has 1000000 channels",
            "\"layerName\" : \"conv_0\",\n      \"nin\" : 1,\n      \"nout\" : 4",
            "\"layerName\" : \"conv_0\",\n      \"nin\" : 1,\n      \"nout\" : 1000000"),
        change(
            "layer 0 has \"inputHeight\" 1000001; it must be",
            "\"inputHeight\" : 6",
            "\"inputHeight\" : 1000001"),
        change(
            "layer 0 has a FeedForwardToCnnPreProcessor: shape [1, 1000000, 1000000] has more than",
            "\"inputHeight\" : 6,\n      \"inputWidth\" : 6",
            "\"inputHeight\" : 1000000,\n      \"inputWidth\" : 1000000"),
        change(
            "layer 5 has a CnnToFeedForwardPreProcessor of [4, 2, 2], but what goes in is [5, 2, 2]",
            "\"inputWidth\" : 2,\n      \"numChannels\" : 5",
            "\"inputWidth\" : 2,\n      \"numChannels\" : 4"),
        change("has a preprocessor for layer \"6\"; layers are 0 to 5", "\"5\" : {", "\"6\" : {"),
        change(
            "layer 2 has a FeedForwardToCnnPreProcessor of [1, 6, 6], but what goes in is [4, ",
            "\"0\" : {",
            "\"2\" : {"),
        change(
            "\"5\" names @class \"org.deeplearning4j.nn.conf.preprocessor.Evil\"",
            "preprocessor." + FLATTEN,
            "preprocessor.Evil"),
        change(
            "layer 3 has \"poolingType\" \"PNORM\"; supported is AVG or MAX",
            "\"poolingType\" : \"AVG\"",
            "\"poolingType\" : \"PNORM\""),
        change(
            "layer 5 has a CnnToFeedForwardPreProcessor of [5, 2, 2], but what goes in is [5, 11, 2]",
            "\"padding\" : [ 0, 0 ],\n      \"pnorm\"",
            "\"padding\" : [ 9, 0 ],\n      \"pnorm\""),
        change(
            "layer 3 is a Subsampling1DLayer, which is not supported",
            "layers.SubsamplingLayer",
            "layers.Subsampling1DLayer"),
        change("layer 1 has \"eps\" -1.0; it must be", "\"eps\" : 1.0E-5", "\"eps\" : -1.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void aConfigurationThatDoesNotFit(String reason, String from, String to) throws IOException {
    String before = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    String after = before.replace(from, to);
    assertNotEquals(before, after);
    entries.put(CONFIGURATION, after.getBytes(StandardCharsets.UTF_8));
    write();
    refused(CONFIGURATION + ": " + reason);
  }

  @Test
  void mapsThatNothingFlattens() throws IOException {
    JsonNode root = new JsonMapper().readTree(entries.get(CONFIGURATION));
    ((ObjectNode) root.get("inputPreProcessors")).remove("5");
    entries.put(CONFIGURATION, root.toString().getBytes(StandardCharsets.UTF_8));
    write();
    refused(CONFIGURATION + ": layer 5 gets feature maps without a " + FLATTEN);
  }

  @Test
  void fewerNumbersThanTheConfigurationNeeds() throws IOException {
    byte[] json = entries.get(CONFIGURATION);
    String locked =
        new String(json, StandardCharsets.UTF_8)
            .replace("\"lockGammaBeta\" : false", "\"lockGammaBeta\" : true");
    entries.put(CONFIGURATION, locked.getBytes(StandardCharsets.UTF_8));
    write();
    refused(
        COEFFICIENTS + ": at byte 32: has shape [1, 204], but the configuration needs [1, 196]");
  }
}
