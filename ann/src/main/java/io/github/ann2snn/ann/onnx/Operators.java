package io.github.ann2snn.ann.onnx;

import static java.util.Map.entry;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The operators that are read, by their names in ONNX. */
final class Operators {
  private static final String SMOOTH =
      "only piecewise linear networks become spiking ones; train it with ReLU in its place";

  private static final String ANEW =
      "it normalises each sample anew, which no constant weights do; train with batch normalisation";

  private static final Map<String, Operator> READ =
      Map.ofEntries(
          entry("Abs", Activations::magnitude),
          entry("Add", Elementwise::add),
          entry("AveragePool", Pooling::average),
          entry("BatchNormalization", Linear::batchNorm),
          entry("Cast", Rearranging::cast),
          entry("Clip", Activations::clip),
          entry("Concat", Rearranging::concat),
          entry("Constant", Constants::constant),
          entry("ConstantOfShape", Constants::ofShape),
          entry("Conv", Linear::conv),
          entry("Div", Elementwise::divide),
          entry("Dropout", Rearranging::dropout),
          entry("Equal", Elementwise::equal),
          entry("Expand", Constants::expand),
          entry("Flatten", Rearranging::flatten),
          entry("Gather", Constants::gather),
          entry("Gemm", Linear::gemm),
          entry("GlobalAveragePool", Pooling::globalAverage),
          entry("GlobalMaxPool", Pooling::globalMax),
          entry("HardSigmoid", Activations::hardSigmoid),
          entry("Identity", Rearranging::identity),
          entry("LeakyRelu", Activations::leaky),
          entry("LogSoftmax", Activations::logSoftmax),
          entry("MatMul", Linear::matMul),
          entry("Max", Activations::atLeast),
          entry("MaxPool", Pooling::max),
          entry("Min", Activations::atMost),
          entry("Mul", Elementwise::multiply),
          entry("Neg", Elementwise::negate),
          entry("PRelu", Activations::parametric),
          entry("Pad", Parts::pad),
          entry("Pow", Elementwise::power),
          entry("Range", Constants::range),
          entry("Reciprocal", Elementwise::reciprocal),
          entry("ReduceMax", Pooling::largest),
          entry("ReduceMean", Pooling::mean),
          entry("ReduceProd", Constants::product),
          entry("ReduceSum", Pooling::sum),
          entry("Relu", Activations::relu),
          entry("Reshape", Rearranging::reshape),
          entry("Resize", Upsampling::resize),
          entry("Shape", Constants::shape),
          entry("Sigmoid", Activations::sigmoid),
          entry("Size", Constants::size),
          entry("Slice", Parts::slice),
          entry("Softmax", Activations::softmax),
          entry("Split", Parts::split),
          entry("Sqrt", Elementwise::root),
          entry("Squeeze", Rearranging::squeeze),
          entry("Sub", Elementwise::subtract),
          entry("Sum", Elementwise::sum),
          entry("Transpose", Rearranging::transpose),
          entry("Unsqueeze", Rearranging::unsqueeze),
          entry("Upsample", Upsampling::upsample),
          entry("Where", Constants::where));

  /** What helps with those that are not. */
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          entry("Erf", "it is part of GELU: " + SMOOTH),
          entry("Gelu", SMOOTH),
          entry("Elu", SMOOTH),
          entry("Selu", SMOOTH),
          entry("InstanceNormalization", ANEW),
          entry("LayerNormalization", ANEW),
          entry("GroupNormalization", ANEW),
          entry("LpNormalization", ANEW),
          entry("LRN", ANEW),
          entry("ConvTranspose", "use Upsample with Conv behind it"),
          entry("Exp", SMOOTH),
          entry("HardSwish", SMOOTH),
          entry("Mish", SMOOTH),
          entry("Softplus", SMOOTH),
          entry("Tanh", SMOOTH),
          entry("QuantizeLinear", "export the network before it is quantised"),
          entry("DequantizeLinear", "export the network before it is quantised"),
          entry("QLinearConv", "export the network before it is quantised"),
          entry("If", "export with fixed shapes, or simplify the file (python -m onnxsim)"),
          entry("Loop", "recurrent networks are not supported"),
          entry("LSTM", "recurrent networks are not supported"),
          entry("GRU", "recurrent networks are not supported"),
          entry("RNN", "recurrent networks are not supported"));

  private Operators() {}

  /** How an operator is read. */
  @FunctionalInterface
  interface Operator {
    /**
     * Gives the result of a node.
     *
     * @throws IllegalArgumentException if it is used in a way that is not supported
     * @throws ArithmeticException if its numbers are too large
     */
    void read(Call call) throws BadFileException;
  }

  /**
   * The reader of an operator.
   *
   * @throws IllegalArgumentException if there is none; the message says what would help
   */
  static Operator named(String name) {
    Operator operator = READ.get(name);
    if (operator == null) {
      throw Refusal.of(
          "operator %s is not supported; %s",
          Admission.shown(name),
          REMEDIES.getOrDefault(name, "supported are " + String.join(", ", names())));
    }
    return operator;
  }

  /** The names of all operators that are read, in alphabetical order. */
  static Set<String> names() {
    return new TreeSet<>(READ.keySet());
  }
}
