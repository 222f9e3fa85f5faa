package io.github.ann2snn.interop.chip;

import io.github.ann2snn.interop.chip.LayerFit.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cores that needs fill at least, however a network is cut. */
final class Bound {
  private Bound() {}

  /** The need that fills most. */
  static Use most(List<Use> uses) {
    return uses.stream().max(Comparator.comparingDouble(Use::share)).orElseThrow();
  }

  /** Cores that a need fills: {@code ceil(needed / available)}. */
  static long cores(Use use) {
    return Math.max(1, (use.used() + use.available() - 1) / use.available());
  }

  /** The needs of all layers together. */
  static List<Use> sum(List<List<Use>> layers) {
    Map<String, Use> sums = new LinkedHashMap<>();
    for (List<Use> layer : layers) {
      for (Use use : layer) {
        sums.merge(
            use.limit(),
            use,
            (a, b) -> new Use(a.limit(), a.used() + b.used(), a.available(), a.unit()));
      }
    }
    return new ArrayList<>(sums.values());
  }
}
