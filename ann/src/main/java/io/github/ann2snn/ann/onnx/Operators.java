package io.github.ann2snn.ann.onnx;

import static java.util.Map.entry;

import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operators that are read, by their names in ONNX. */
final class Operators {
  private static final String SMOOTH =
      "only piecewise linear networks become spiking ones; train it with ReLU in its place";

  private static final String ANEW =
      "it normalises each sample anew, which no constant weights do; train with batch normalisation";

  private static final Map<String, Operator> READ =
      Map.ofEntries(
          operator("Abs", Role.RECTIFIER, Activations::magnitude),
          operator("Add", Role.ARITHMETIC, Elementwise::add),
          operator("AveragePool", Role.POOLING, Pooling::average),
          operator("BatchNormalization", Role.NORMALISATION, Linear::batchNorm),
          operator("Cast", Role.NOTHING, Rearranging::cast),
          operator("Clip", Role.RECTIFIER, Activations::clip),
          operator("Concat", Role.JOINING, Rearranging::concat),
          operator("Constant", Role.CONSTANT, Constants::constant),
          operator("ConstantOfShape", Role.CONSTANT, Constants::ofShape),
          operator("Conv", Role.CONVOLUTION, Linear::conv),
          operator("Div", Role.ARITHMETIC, Elementwise::divide),
          operator("Dropout", Role.NOTHING, Rearranging::dropout),
          operator("Equal", Role.CONSTANT, Elementwise::equal),
          operator("Expand", Role.CONSTANT, Constants::expand),
          operator("Flatten", Role.SHAPE, Rearranging::flatten),
          operator("Gather", Role.CONSTANT, Constants::gather),
          operator("Gemm", Role.DENSE, Linear::gemm),
          operator("GlobalAveragePool", Role.REDUCTION, Pooling::globalAverage),
          operator("GlobalMaxPool", Role.REDUCTION, Pooling::globalMax),
          operator("HardSigmoid", Role.RECTIFIER, Activations::hardSigmoid),
          operator("Identity", Role.NOTHING, Rearranging::identity),
          operator("LeakyRelu", Role.RECTIFIER, Activations::leaky),
          operator("LogSoftmax", Role.ENDING, Activations::logSoftmax),
          operator("MatMul", Role.DENSE, Linear::matMul),
          operator("Max", Role.RECTIFIER, Activations::atLeast),
          operator("MaxPool", Role.POOLING, Pooling::max),
          operator("Min", Role.RECTIFIER, Activations::atMost),
          operator("Mul", Role.ARITHMETIC, Elementwise::multiply),
          operator("Neg", Role.ARITHMETIC, Elementwise::negate),
          operator("PRelu", Role.RECTIFIER, Activations::parametric),
          operator("Pad", Role.PART, Parts::pad),
          operator("Pow", Role.CONSTANT, Elementwise::power),
          operator("Range", Role.CONSTANT, Constants::range),
          operator("Reciprocal", Role.CONSTANT, Elementwise::reciprocal),
          operator("ReduceMax", Role.REDUCTION, Pooling::largest),
          operator("ReduceMean", Role.REDUCTION, Pooling::mean),
          operator("ReduceProd", Role.CONSTANT, Constants::product),
          operator("ReduceSum", Role.REDUCTION, Pooling::sum),
          operator("Relu", Role.RECTIFIER, Activations::relu),
          operator("Reshape", Role.SHAPE, Rearranging::reshape),
          operator("Resize", Role.REPETITION, Upsampling::resize),
          operator("Shape", Role.CONSTANT, Constants::shape),
          operator("Sigmoid", Role.ENDING, Activations::sigmoid),
          operator("Size", Role.CONSTANT, Constants::size),
          operator("Slice", Role.PART, Parts::slice),
          operator("Softmax", Role.ENDING, Activations::softmax),
          operator("Split", Role.PART, Parts::split),
          operator("Sqrt", Role.CONSTANT, Elementwise::root),
          operator("Squeeze", Role.SHAPE, Rearranging::squeeze),
          operator("Sub", Role.ARITHMETIC, Elementwise::subtract),
          operator("Sum", Role.ARITHMETIC, Elementwise::sum),
          operator("Transpose", Role.SHAPE, Rearranging::transpose),
          operator("Unsqueeze", Role.SHAPE, Rearranging::unsqueeze),
          operator("Upsample", Role.REPETITION, Upsampling::upsample),
          operator("Where", Role.CONSTANT, Constants::where));

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

  /**
   * An operator.
   *
   * @param role what it is for
   * @param reader how it is read
   */
  private record Operator(Role role, Reader reader) {}

  private static Map.Entry<String, Operator> operator(String name, Role role, Reader reader) {
    return entry(name, new Operator(role, reader));
  }

  /** How an operator is read. */
  @FunctionalInterface
  interface Reader {
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
  static Reader named(String name) {
    Operator operator = READ.get(name);
    if (operator == null) {
      throw Refusal.of(
          "operator %s is not supported; %s",
          Text.printable(name),
          REMEDIES.getOrDefault(name, "supported are " + String.join(", ", names())));
    }
    return operator.reader();
  }

  /** The names of all operators that are read, in alphabetical order. */
  static Set<String> names() {
    return roles().keySet();
  }

  /** What each of them is for. */
  static SortedMap<String, Role> roles() {
    SortedMap<String, Role> roles = new TreeMap<>();
    READ.forEach((name, operator) -> roles.put(name, operator.role()));
    return roles;
  }
}
