package io.github.ann2snn.interop.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A module of a {@code state_dict} that has parameters, such as {@code conv1} of {@code
 * conv1.weight} and {@code conv1.bias}.
 *
 * @param name all before the last dot
 * @param arrays full names by parameter: {@code weight}, {@code bias}, {@code running_mean}, {@code
 *     running_var}
 */
record TorchModule(String name, Map<String, String> arrays) {
  /** Counts training batches, and is of no use here. */
  private static final String COUNTER = "num_batches_tracked";

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

  /** Whether it keeps statistics, as batch normalisation does. */
  boolean isBatchNorm() {
    return arrays.containsKey("running_mean");
  }

  @Override
  public String toString() {
    return name + " (" + String.join(", ", arrays.keySet()) + ")";
  }
}
