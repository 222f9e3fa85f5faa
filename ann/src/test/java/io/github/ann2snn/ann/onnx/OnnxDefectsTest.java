package io.github.ann2snn.ann.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs that no network is, and nodes that nothing can be made of. */
class OnnxDefectsTest extends OnnxDefects {
  @Test
  void inputsAndOutputs() throws IOException {
    graph.addOutput(value("z", 0, 3));
    refused("2 outputs (y, z), expected one; export the network with its logits alone");
    graph.removeOutput(1).addInput(value("x2", 0, 2));
    refused("2 inputs (x, x2), expected one");
    graph.removeInput(1).setInput(0, value("x", 0, 0));
    String fix =
        "input 'x' leaves size 1 of its shape open; export with a fixed size, or fix it: python -m"
            + " onnxruntime.tools.make_dynamic_shape_fixed model.onnx fixed.onnx ";
    refused(fix + "--dim_param N --dim_value 32");
    graph.setInput(0, value("x", 0, -1));
    refused(fix + "--input_name x --input_shape 1,3,32,32");
    graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(7);
    refused(
        "input 'x' takes INT64, expected float; networks of words and other numbers of a list are"
            + " not supported");
    graph.setInput(0, value("x", 0, 1 << 25));
    refused("input 'x' has the shape [1, 33554432]; at most 16777216 values can be read");
    graph.setInput(0, value("x", 2));
    refused(
        "input 'x' has the shape [2], expected [batch, features], [batch, channels, length] or"
            + " [batch, channels, height, width]");
  }

  @Test
  void anUnknownOperator() throws IOException {
    refusedNode(
        node("Tanh", "act", "y", "x"),
        "node Tanh act: operator Tanh is not supported; only piecewise linear networks become"
            + " spiking ones; train it with ReLU in its place");
    refusedNode(
        node("Relu", "act", "y", "x").setDomain("com.microsoft"),
        "node Relu act: it is of the domain com.microsoft; export with ONNX's own operators alone");
  }

  @Test
  void anUnknownAttribute() throws IOException {
    refusedNode(
        node("Gemm", "fc", "y", "x", "w", "b").addAttribute(whole("secret", 1)),
        "node Gemm fc: its attribute secret is not supported");
    refusedNode(
        node("Gemm", "fc", "y", "x", "w").addAttribute(whole("alpha", 1)),
        "node Gemm fc: attribute alpha is INT, expected FLOAT");
  }

  @Test
  void aCycle() throws IOException {
    graph.addNode(node("Relu", "r", "a", "y"));
    refusedNode(
        node("Add", "sum", "y", "x", "a"),
        "node Add sum: it takes 'a', which nothing before it gives (a cycle, or a second output)");
  }

  @Test
  void aNameTwice() throws IOException {
    graph.addInitializer(tensor("w", new float[6], 2, 3));
    refused("'w' is given twice in this graph");
  }

  @Test
  void aSliceOfNothingIsNothing() throws IOException {
    graph
        .addInitializer(tensor("e", new float[0], 0))
        .addInitializer(wholes("start", -1))
        .addInitializer(wholes("end", Long.MIN_VALUE))
        .addInitializer(wholes("axis", 0))
        .addInitializer(wholes("step", -1))
        .addNode(node("Slice", "cut", "s", "e", "start", "end", "axis", "step"));
    Files.write(file, model.build().toByteArray());
    assertEquals(Shape.of(3), OnnxModel.read(file).graph().output().shape());
  }

  @Test
  void aSumWithoutConstantsAddsNone() throws IOException {
    graph.addNode(node("Relu", "r", "a", "x")).addNode(node("Sum", "s", "y", "x", "a"));
    graph.removeNode(0);
    Files.write(file, model.build().toByteArray());
    assertEquals(new Add(), OnnxModel.read(file).graph().output().operation());
  }

  @Test
  void whatIsMadeOfSeveralValuesOrSamples() throws IOException {
    refusedNode(
        node("ReduceMean", "mean", "y", "x"),
        "node ReduceMean mean: it makes one value of all, those of other samples included");
    refusedNode(
        node("ReduceMax", "max", "y", "x").addAttribute(wholes("axes", List.of(1L))),
        "node ReduceMax max: a maximum over channels is not supported");
    refusedNode(
        node("ReduceMean", "mean", "y", "x")
            .addAttribute(wholes("axes", List.of(1L)))
            .addAttribute(whole("keepdims", 0)),
        "node ReduceMean mean: nothing is left of values of shape [2]");
    refusedNode(
        node("ReduceMean", "mean", "y", "x").addAttribute(wholes("axes", List.of(0L))),
        "node ReduceMean mean: axis 0 is that of the batch");
    refusedNode(
        node("Max", "max", "y", "x", "x"),
        "node Max max: it takes two branches, of which it picks one; only bounds that are constants"
            + " are supported");
    refusedNode(
        node("Split", "split", "y", "x").addOutput("z").addOutput("more"),
        "node Split split: it splits [1, 2] along axis 0 into 3 parts of 1");
    refusedNode(
        node("InstanceNormalization", "norm", "y", "x", "b", "b"),
        "node InstanceNormalization norm: operator InstanceNormalization is not supported; it"
            + " normalises each sample anew, which no constant weights do; train with batch"
            + " normalisation");
    graph.addInitializer(tensor("low", new float[] {2}, 1));
    graph.addInitializer(tensor("high", new float[] {1}, 1));
    refusedNode(
        node("Clip", "clip", "y", "x", "low", "high"),
        "node Clip clip: it clips to 2.0 and 1.0, which leaves one value at most");
  }

  @Test
  void nonlinearUse() throws IOException {
    refusedNode(
        node("Mul", "gate", "y", "x", "x"),
        "node Mul gate: a product of two branches is not supported, because it is not linear in"
            + " either; train without gates, squeeze-and-excitation, SiLU and the like");
    refusedNode(
        node("Gemm", "fc", "y", "x", "x"),
        "node Gemm fc: its input 1, 'x', depends on the sample; only constants are supported there");
    refusedNode(node("Transpose", "t", "y", "x"), "node Transpose t: it moves the batch: [1, 0]");
  }
}
