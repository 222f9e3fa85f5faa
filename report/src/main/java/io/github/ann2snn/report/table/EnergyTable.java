package io.github.ann2snn.report.table;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.document.Definitions;
import io.github.ann2snn.report.document.Definitions.Measure;
import io.github.ann2snn.report.document.EnergyPart;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.text.Lines;
import io.github.ann2snn.runtime.energy.AnnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The energies as text: a row per device, then the items of the first. */
record EnergyTable(Results results, Lines text) {
  static void write(Results results, Lines text) {
    if (!results.energy().isEmpty()) {
      EnergyTable table = new EnergyTable(results, text);
      table.devices();
      table.items(results.energy().get(0));
    }
  }

  private void devices() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(heading());
    results.energy().forEach(energy -> rows.add(row(energy)));
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    text.line("");
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(pad(row.get(0), -Math.max(24, widths[0])));
      for (int i = 1; i < row.size(); i++) {
        line.append("  ").append(pad(row.get(i), Math.max(8, widths[i])));
      }
      text.line("%s", line);
    }
    if (results.snn().signed() != null && !results.snn().signed().devicesWithout().isEmpty()) {
      text.line(
          "  no number, as that silicon has no spikes of -1: %s",
          String.join(", ", results.snn().signed().devicesWithout()));
    }
    if (results.ann() != null) {
      text.line(
          "  z.s.: zero-skipping, as are the ANNs of the ratios; -: no ANN runs on that silicon");
    }
  }

  private static String pad(String value, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", value);
  }

  private List<String> heading() {
    List<String> heading = new ArrayList<>(List.of("energy, nJ per sample", "SNN"));
    if (results.ann() != null) {
      int levels = AnnReference.BITS_EFFECTIVE.bits(0, results.snn().timesteps());
      heading.addAll(List.of("dense ANN", "z.s. ANN", "INT8 z.s.", levels + "-bit z.s."));
      heading.addAll(List.of("SNN/z.s.", "SNN/INT8"));
    }
    return heading;
  }

  private List<String> row(EnergyPart energy) {
    List<String> row = new ArrayList<>(List.of("  " + energy.profile()));
    row.add(EnergyPart.text(energy.snnNanojoules()));
    if (results.ann() != null) {
      for (AnnReference reference : EnergyPart.TOLD) {
        EnergyPart.Reference ann = energy.reference(reference.key());
        row.add(ann == null ? "-" : EnergyPart.text(ann.nanojoules()));
      }
      row.add(ratio(energy.reference(AnnReference.EFFECTIVE.key())));
      row.add(ratio(energy.reference(AnnReference.INT8_EFFECTIVE.key())));
    }
    return row;
  }

  private static String ratio(EnergyPart.Reference ann) {
    return ann == null || ann.snnRatio() == null ? "-" : Text.of("%,.2f", ann.snnRatio());
  }

  private void items(EnergyPart energy) {
    text.line("");
    text.line("%-38s %14s %8s", "items, " + energy.profile(), "nJ per sample", "share");
    for (Map.Entry<String, Double> item : energy.snnItems().entrySet()) {
      if (item.getValue() > 0) {
        text.line(
            "  %-36s %14s %6.1f %%",
            Definitions.title(item.getKey()),
            EnergyPart.text(item.getValue()),
            100 * item.getValue() / energy.snnNanojoules());
      }
    }
    if (energy.breakEvenFiringRate() != null) {
      text.line("  %-36s %14.4f", Measure.BREAK_EVEN.title(), energy.breakEvenFiringRate());
    }
  }
}
