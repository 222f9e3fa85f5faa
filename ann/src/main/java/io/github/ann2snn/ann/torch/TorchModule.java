package io.github.ann2snn.ann.torch;

import io.github.ann2snn.ann.model.Role;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A module of a {@code state_dict} that has parameters, such as {@code conv1} of {@code
 * conv1.weight} and {@code conv1.bias}.
 *
 * @param name all before the last dot
 * @param arrays full names by parameter: {@code weight}, {@code bias}, {@code running_mean}, {@code
 *     running_var}
 */
record TorchModule(String name, Map<String, String> arrays) {
  /** Those that have arrays, and those that stand in an architecture alone. */
  static final Map<String, Role> ROLES =
      Map.ofEntries(
          Map.entry("Linear", Role.DENSE),
          Map.entry("Conv2d", Role.CONVOLUTION),
          Map.entry("BatchNorm1d", Role.NORMALISATION),
          Map.entry("BatchNorm2d", Role.NORMALISATION),
          Map.entry("ReLU", Role.RECTIFIER),
          Map.entry("AvgPool2d", Role.POOLING),
          Map.entry("MaxPool2d", Role.POOLING),
          Map.entry("AdaptiveAvgPool2d(1)", Role.REDUCTION),
          Map.entry("AdaptiveMaxPool2d(1)", Role.REDUCTION),
          Map.entry("Flatten", Role.SHAPE),
          Map.entry("Softmax", Role.ENDING),
          Map.entry("Sigmoid", Role.ENDING),
          Map.entry("Dropout", Role.NOTHING));

  /** Names as people count them: {@code fc2} before {@code fc10}. */
  static final Comparator<TorchModule> BY_NAME =
      Comparator.comparing(module -> padded(module.name()));

  /** Counts training batches, and is of no use here. */
  private static final String COUNTER = "num_batches_tracked";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** The modules, in the order in which they appear first: that in which PyTorch made them. */
  static List<TorchModule> of(Iterable<String> names) {
    Map<String, TorchModule> modules = new LinkedHashMap<>();
    for (String name : names) {
      int dot = name.lastIndexOf('.');
      String parameter = name.substring(dot + 1);
      if (!parameter.equals(COUNTER)) {
        modules
            .computeIfAbsent(
                name.substring(0, Math.max(dot, 0)),
                owner -> new TorchModule(owner, new TreeMap<>()))
            .arrays()
            .put(parameter, name);
      }
    }
    return new ArrayList<>(modules.values());
  }

  private static String padded(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(
            (MatchResult digits) -> "0".repeat(9 - digits.group().length()) + digits.group());
  }

  /** Whether it keeps statistics, as batch normalisation does. */
  boolean isBatchNorm() {
    return arrays.containsKey("running_mean");
  }

  /** Its name, as messages show it. */
  String shownName() {
    return Text.printable(name);
  }

  /** What its arrays are, as messages show it. */
  String parameters() {
    return Text.printable(String.join(", ", arrays.keySet()));
  }

  @Override
  public String toString() {
    return shownName() + " (" + parameters() + ")";
  }
}
