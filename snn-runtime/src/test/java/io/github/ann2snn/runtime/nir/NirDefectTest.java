package io.github.ann2snn.runtime.nir;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per defect of a dataset; the message names file, place and reason. */
class NirDefectTest extends RefusedGraphs {
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"missing", "shapes", "numbers", "metadata"})
  void isRefused(String place, String reason, GraphFile graph) {
    assertRefused(place, reason, graph);
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        defect(node("if_1/r"), "dataset is missing", graph().without("if_1/r")),
        defect(node("lif_0/tau"), "dataset is missing", graph().without("lif_0/tau")),
        defect(node("affine_0/bias"), "dataset is missing", graph().without("affine_0/bias")),
        defect(node("affine_0/type"), "dataset is missing", graph().without("affine_0/type")),
        defect("/node/edges", "dataset is missing", graph().withPath("node/edges", null)),
        defect("/node/type", "dataset is missing", graph().withPath("node/type", null)),
        defect(
            "/node/type", "is 'Graph', expected NIRGraph", graph().withPath("node/type", "Graph")),
        defect(node("x"), "is not a group", graph().with("x", "text")),
        defect(
            node("if_1/r"),
            "is not a dataset",
            graph().without("if_1/r").with("if_1/r/x", "text")));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        defect(
            node("affine_0/weight"),
            "has the shape [3], expected [outputs, inputs]",
            graph().with("affine_0/weight", new float[] {1, 2, 3})),
        defect(
            node("affine_1"),
            "takes 3 inputs, but 2 values come in",
            graph().with("affine_1/weight", new float[][] {{1, 2, 3}})),
        defect(
            node("affine_0"),
            "takes 3 inputs, but 784 values come in",
            graph().with("input/shape", new long[] {1, 28, 28})),
        defect(
            node("affine_0"),
            "takes 3 inputs, but 2147483648 values come in",
            graph().with("input/shape", new long[] {1 << 30, 1 << 30, 1 << 30})),
        defect(
            node("affine_0/bias"),
            "has 3 values, but the weight has 2 outputs",
            graph().with("affine_0/bias", new float[3])),
        defect(
            node("lif_0/v_leak"),
            "has 3 values, but there are 2 neurons",
            graph().with("lif_0/v_leak", new float[3])),
        defect(
            node("output"),
            "has the shape [2], but 1 values come in",
            graph().with("output/shape", new long[] {2})),
        defect(
            node("if_1/type"),
            "has 2 strings, expected 1",
            graph().with("if_1/type", new String[] {"IF", "LIF"})));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        defect(
            node("affine_0/weight"),
            "value 4 is NaN, expected a finite float32",
            graph().with("affine_0/weight", new float[][] {{1, 2, 3}, {4, Float.NaN, 6}})),
        defect(
            node("affine_0/bias"),
            "value 1 is -Infinity, expected a finite float32",
            graph().with("affine_0/bias", new float[] {0, Float.NEGATIVE_INFINITY})),
        defect(
            node("affine_0/bias"),
            "value 0 is 1.0E39, expected a finite float32",
            graph().with("affine_0/bias", new double[] {1e39, 0})),
        defect(
            node("if_1/v_threshold"),
            "value 0 is 0.0, expected a number > 0",
            graph().with("if_1/v_threshold", new float[1])),
        defect(
            node("lif_0/tau"),
            "value 1 is 0.0, expected a number > 0",
            graph().with("lif_0/tau", new double[] {1, 1e-60})),
        defect(
            node("input/shape"),
            "value 0 is 0.0, expected an integer from 1 to 2147483647",
            graph().with("input/shape", new long[] {0, 3})),
        defect(
            node("input/shape"),
            "value 0 is 1.5, expected an integer from 1 to 2147483647",
            graph().with("input/shape", new double[] {1.5})),
        defect(node("if_1/r"), "holds StringData, expected numbers", graph().with("if_1/r", "one")),
        defect(
            node("if_1/r"),
            "holds BitField, expected numbers",
            graph().with("if_1/r", new boolean[] {true})));
  }

  static Stream<Arguments> metadata() {
    return Stream.of(
        defect(
            node("if_1/metadata/v_threshold_negative"),
            "is there, but the dataset signed of the node, which says that its spikes have a sign, is not",
            graph().with("if_1/metadata/v_threshold_negative", new float[] {1})),
        defect(
            node("if_1/signed"),
            "is there, but no metadata v_threshold_negative: nobody says when a neuron fires -1",
            graph().with("if_1/signed", 1L)),
        defect(
            node("if_1/metadata/v_threshold_negative"),
            "value 0 is 0.0, expected a number > 0",
            graph()
                .with("if_1/signed", 1L)
                .with("if_1/metadata/v_threshold_negative", new float[1])),
        defect(
            node("if_1/metadata/v_price_negative"),
            "has 2 values, but there are 1 neurons",
            graph()
                .with("if_1/signed", 1L)
                .with("if_1/metadata/v_threshold_negative", new float[] {1})
                .with("if_1/metadata/v_price_negative", new float[] {1, 1})),
        defect(
            "/node",
            "signed neurons take back what was fired by adding the threshold, so they reset by subtraction, not to zero",
            graph()
                .with("if_1/signed", 1L)
                .with("if_1/metadata/reset", "zero")
                .with("if_1/metadata/v_threshold_negative", new float[] {1})),
        defect(
            node("if_1/metadata/reset"),
            "is 'soft', expected subtract or zero",
            graph().with("if_1/metadata/reset", "soft")),
        defect(
            node("if_1/metadata/spike_condition"),
            "is '=>', expected >= or >",
            graph().with("if_1/metadata/spike_condition", "=>")),
        defect(
            node("if_1/metadata/v_init"),
            "has 2 values, but there are 1 neurons",
            graph().with("if_1/metadata/v_init", new float[2])),
        defect(
            node("if_1"),
            "is the second layer that is named 'lif_0'",
            graph().with("if_1/metadata/layer", "lif_0")),
        defect(
            "/node/metadata/dt",
            "is -1.0, expected a number > 0",
            graph().withMetadata("dt", -1.0)),
        defect(
            "/node/metadata/dt",
            "has 2 values, expected 1",
            graph().withMetadata("dt", new double[2])),
        defect(
            "/node/metadata/time_steps",
            "value 0 is 0.0, expected an integer from 1 to 2147483647",
            graph().withMetadata("time_steps", 0L)),
        defect(
            "/node/metadata/readout_start",
            "is 8, behind the last step, 7",
            graph().withMetadata("time_steps", 7L).withMetadata("readout_start", 8L)),
        defect(
            "/node/metadata/arithmetic",
            "is 'int4', expected float or int16 or int8",
            graph().withMetadata("arithmetic", "int4")),
        defect(
            "/node",
            "layer lif_0: int8 neurons are not integrate-and-fire",
            graph().withMetadata("arithmetic", "int8")),
        defect(
            "/node/metadata/readout",
            "is 'votes', expected membrane or spikes",
            graph().withMetadata("readout", "votes")),
        defect(
            "/node/metadata/input_coding",
            "holds FixedPoint, expected a string",
            graph().withMetadata("input_coding", 1L)));
  }
}
