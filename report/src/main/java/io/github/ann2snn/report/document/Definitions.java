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

  /** Results that are neither an item of the ledger nor a total. This is their only definition. */
  public enum Measure implements Defined {
    FIRING_RATE("firingRate", "firing rate", "spikes per neuron of a firing layer and step"),
    BREAK_EVEN(
        "breakEvenFiringRate",
        "break-even firing rate",
        "mean firing rate at which the spiking network would cost as much as the zero-skipping ANN on"
            + " the same silicon, if all layers fired more or less in proportion; absent where it costs"
            + " more even when silent"),
    DECIDING_ITEM("decidingItem", "deciding item", "the item that costs the spiking network most"),
    ENERGY_DELAY(
        "energyDelay",
        "energy-delay product",
        "energy of a sample x T x the profile's time per step, nJ us"),
    SYNOPS_TO_MACS(
        "synopsToMacsRatio",
        "SynOps / dense MACs",
        "synaptic operations of the spiking network over all multiply-accumulates of the ANN"),
    ANN_DENSE("annMacs.dense", "ANN MACs, dense", "fan-in x neurons, summed over layers"),
    ANN_EFFECTIVE(
        "annMacs.effective", "ANN MACs, input not 0", "those whose input activation is not zero");

    private final String key;
    private final String title;
    private final String definition;

    Measure(String key, String title, String definition) {
      this.key = key;
      this.title = title;
      this.definition = definition;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public String definition() {
      return definition;
    }
  }
}
