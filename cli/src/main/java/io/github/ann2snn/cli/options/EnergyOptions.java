package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.report.energy.EnergyProfiles;
import io.github.ann2snn.report.energy.EnergyProfiles.AnalogueFirstLayer;
import io.github.ann2snn.report.energy.EnergyProfiles.EnergySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** For which devices energy is told, and how. */
@OptionGroup.In(OptionGroup.ENERGY)
public final class EnergyOptions {
  @Option(
      names = "--energy-profile",
      paramLabel = "FILE",
      showDefaultValue = Help.Visibility.NEVER,
      description =
          "Also tell the energy for the devices of this JSON file (docs/energy.md has an example);"
              + " its first is the one that the verdict speaks of. May be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--analogue-first-layer",
      paramLabel = "HOW",
      defaultValue = "once",
      description =
          "Charge the constant current of the first layer once per sample, or every-step on a"
              + " device that cannot keep it.")
  private AnalogueFirstLayer firstLayer;

  /** Reads the files. */
  public EnergySettings settings() throws IOException {
    return new EnergySettings(EnergyProfiles.with(files), firstLayer);
  }
}
