package io.github.ann2snn.ann.keras;

import static java.util.Map.entry;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Operations that functional models have as layers: {@code keras.ops.relu} and {@code a + b} in
 * Keras 3, {@code tf.nn.relu} in Keras 2.
 */
final class Operations {
  /** By their names in lower case, without their modules; others are functions. */
  private static final Map<String, KerasLayers.Reader> READ =
      Map.ofEntries(
          entry("add", Operations::add),
          entry("sub", Operations::subtract),
          entry("subtract", Operations::subtract),
          entry("mul", Operations::multiply),
          entry("multiply", Operations::multiply),
          entry("truediv", Operations::divide),
          entry("truedivide", Operations::divide),
          entry("divide", Operations::divide),
          entry("concat", Merging::concatenate),
          entry("concatenate", Merging::concatenate));

  private Operations() {}

  /** Whether a layer is a division. */
  static boolean divides(KerasLayer layer) {
    return name(layer)
        .filter(name -> name.endsWith("divide") || name.equals("truediv"))
        .isPresent();
  }

  /** The name of the operation that a layer is. */
  static Optional<String> name(KerasLayer layer) {
    if (layer.kind().equals("TFOpLambda")) {
      return Optional.of(plain(layer.config().path("function").asText("")));
    }
    String module = layer.node().path("module").asText("");
    boolean isOperation = module.startsWith("keras.src.ops") || module.startsWith("keras.ops");
    return isOperation ? Optional.of(plain(layer.kind())) : Optional.empty();
  }

  /** A name without its module, in lower case. */
  static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The reader of a layer that is an operation, if it is one that is read. */
  static Optional<KerasLayers.Reader> of(KerasLayer layer) throws BadFileException {
    Optional<String> name = name(layer);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    KerasLayers.Reader reader = READ.get(name.get());
    if (reader == null && !Activations.isKnown(name.get())) {
      throw layer.refuse(
          "is the operation %s, which is not supported; supported are sums, numbers that are added or multiplied, concat and %s. Use layers in its place",
          Text.printable(name.get()), Activations.NAMES);
    }
    return Optional.of(reader == null ? call -> Activations.function(call, name.get()) : reader);
  }

  private static KerasTensor add(LayerCall call) throws BadFileException {
    return call.constants().isEmpty() ? Merging.add(call) : affine(call, 1, number(call));
  }

  private static KerasTensor subtract(LayerCall call) throws BadFileException {
    double number = number(call);
    return call.constantFirst() ? affine(call, -1, number) : affine(call, 1, -number);
  }

  private static KerasTensor multiply(LayerCall call) throws BadFileException {
    return affine(call, number(call), 0);
  }

  private static KerasTensor divide(LayerCall call) throws BadFileException {
    call.layer().refuseIf(call.constantFirst(), "divides by what depends on the sample");
    return affine(call, 1 / number(call), 0);
  }

  private static KerasTensor affine(LayerCall call, double scale, double shift)
      throws BadFileException {
    return Scaling.affine(call, call.inputs().get(0), (float) scale, (float) shift);
  }

  /** The only number beside the only tensor. */
  private static double number(LayerCall call) throws BadFileException {
    if (call.inputs().size() != 1 || call.constants().size() != 1) {
      throw call.layer()
          .refuse(
              "takes %d tensors and %d numbers; supported is one number beside one tensor, and the sum of tensors",
              call.inputs().size(), call.constants().size());
    }
    double number = call.constants().get(0).asDouble(Double.NaN);
    call.layer().refuseIf(!Double.isFinite((float) number), "takes %s", call.constants().get(0));
    return number;
  }
}
