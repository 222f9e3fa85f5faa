package io.github.ann2snn.cli.tune;

import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.convert.tuning.OperatingPoint;
import io.github.ann2snn.convert.tuning.Setting;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.convert.tuning.TuningSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that make a chosen network and its test figures again. */
final class Reproduction {
  private Reproduction() {}

  static List<String> of(TuningDocument document, Path model, Path out, DataOptions data) {
    TuningSettings settings = document.settings();
    Setting setting = document.choice().setting();
    OperatingPoint point = document.choice().point();
    List<String> convert = new ArrayList<>(List.of("ann2snn", "convert", model.toString()));
    convert.addAll(data.arguments());
    convert.add("--normalization=" + setting.normalization());
    if (!setting.percentiles().isEmpty()) {
      convert.add("--percentile=" + setting.percentileText());
    }
    convert.add("--initial-potential=" + setting.initialPotential());
    convert.add("--calibration-samples=" + settings.calibrationSamples());
    convert.add("--timesteps=" + point.timesteps());
    convert.add("--coding=" + setting.coding());
    convert.add("--readout=" + setting.readout());
    convert.add("--seed=" + settings.seed());
    convert.add("--out=" + out.resolve("again.nir"));
    List<String> evaluate =
        new ArrayList<>(List.of("ann2snn", "evaluate", out.resolve("network.nir").toString()));
    evaluate.addAll(data.arguments());
    evaluate.add("--seed=" + settings.seed());
    point.rule().ifPresent(rule -> evaluate.add("--early-exit=" + rule.margin()));
    return List.of(
        "The same network, and its test figures, again:",
        "  " + command(convert),
        "  " + command(evaluate));
  }

  private static String command(List<String> words) {
    return String.join(" ", words.stream().map(Reproduction::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
