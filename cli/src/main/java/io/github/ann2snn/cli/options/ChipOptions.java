package io.github.ann2snn.cli.options;

import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.cli.shell.OptionGroup;
import io.github.ann2snn.datasets.catalog.Suggestion;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.file.ChipFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On which chip a network is laid. */
@OptionGroup.In(OptionGroup.ENERGY)
public final class ChipOptions {
  @Option(
      names = "--chip",
      paramLabel = "NAME",
      description =
          "Also tell how the network lies on a chip, and price what crosses its cores where a profile"
              + " does: loihi, loihi2, speck, spinnaker, spinnaker2, truenorth, or a JSON file"
              + " (docs/hardware.md), FILE#NAME where it holds several. The samples run once more for"
              + " it. Default: none.")
  private Optional<String> chip;

  /** The chip, if one was asked for. */
  public Optional<Chip> chip(BaseCommand command) throws IOException {
    return chip.isEmpty() ? Optional.empty() : Optional.of(read(command, chip.get()));
  }

  /**
   * A chip by its name, or of a file.
   *
   * @throws picocli.CommandLine.ParameterException if there is none of that name
   * @throws BadFileException if the file is damaged
   */
  public static Chip read(BaseCommand command, String given) throws IOException {
    int hash = given.lastIndexOf('#');
    if (hash >= 0 || given.endsWith(".json")) {
      List<Chip> chips =
          ChipFile.read(
              command.fromOptions(() -> Path.of(hash < 0 ? given : given.substring(0, hash))));
      command.refuse(
          hash < 0 && chips.size() > 1,
          "--chip: %s holds several chips; name one: %s#%s",
          given,
          given,
          chips.get(0).name());
      return hash < 0 ? chips.get(0) : named(command, given.substring(hash + 1), chips);
    }
    return named(command, given, ChipFile.builtIn());
  }

  private static Chip named(BaseCommand command, String name, List<Chip> chips) {
    List<String> names = chips.stream().map(Chip::name).toList();
    return chips.stream()
        .filter(chip -> chip.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                command.usage(
                    "--chip: no chip is named %s; there are %s, or a file that ends with .json%s",
                    name,
                    String.join(", ", names),
                    Suggestion.nearest(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
  }
}
