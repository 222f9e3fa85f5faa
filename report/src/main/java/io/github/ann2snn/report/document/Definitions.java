package io.github.ann2snn.report.document;

import io.github.ann2snn.report.text.Lines;
import io.github.ann2snn.runtime.energy.AnnReference;
import io.github.ann2snn.runtime.energy.DeviceEvent;
import io.github.ann2snn.runtime.energy.MemoryAccess;
import io.github.ann2snn.runtime.operations.Defined;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.Total;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the names in the results mean; each definition stands on the type that owns it. */
public final class Definitions {
  private static final int WIDTH = 100;

  private Definitions() {}

  private static List<Defined> all() {
    return Stream.<Defined[]>of(
            Operation.values(),
            DeviceEvent.values(),
            MemoryAccess.values(),
            Measure.values(),
            AnnReference.values(),
            Total.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** Definition by key. */
  public static Map<String, String> byKey() {
    Map<String, String> definitions = new LinkedHashMap<>();
    all().forEach(defined -> definitions.put(defined.key(), defined.definition()));
    return definitions;
  }

  /** For people, a paragraph each. */
  public static String text() {
    Lines lines = new Lines(WIDTH);
    for (Defined defined : all()) {
      lines.line("%s (%s)", defined.title(), defined.key());
      lines.paragraph("  " + defined.definition() + ".");
    }
    return lines.toString();
  }

  /** How people read an item; its key, if it is none that is known. */
  public static String title(String key) {
    return all().stream()
        .filter(defined -> defined.key().equals(key))
        .map(Defined::title)
        .findFirst()
        .orElse(key);
  }

  /**
   * Results that are neither an item of the ledger nor a total. Their only definition stands in the
   * table {@code definitions.txt}.
   */
  public enum Measure implements Defined {
    FIRING_RATE,
    BREAK_EVEN,
    DECIDING_ITEM,
    ENERGY_DELAY,
    SYNOPS_TO_MACS,
    ANN_DENSE,
    ANN_EFFECTIVE
  }
}
