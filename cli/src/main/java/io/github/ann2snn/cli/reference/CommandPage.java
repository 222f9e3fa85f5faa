package io.github.ann2snn.cli.reference;

import io.github.ann2snn.cli.shell.OptionGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * What there is to know of a command, without a layout.
 *
 * @param name such as {@code ann2snn datasets fetch}
 * @param synopsis the command line in short
 * @param description a paragraph each
 * @param parameters what is not an option
 * @param options by title
 * @param commands those below it, by name, with the first sentence of each
 * @param examples command lines
 */
record CommandPage(
    String name,
    String synopsis,
    List<String> description,
    List<Item> parameters,
    Map<String, List<Item>> options,
    Map<String, String> commands,
    List<String> examples) {
  private static final String EXAMPLE = "Example: ";

  /** Wider than any line, so that nothing is wrapped. */
  private static final int WIDTH = 1 << 20;

  /**
   * An option or a parameter.
   *
   * @param term as it is written, such as {@code -o, --out=FILE}
   * @param required whether it must be given
   * @param text what it is for, with its default
   */
  record Item(String term, boolean required, String text) {}

  /** The name as that of a file, such as {@code ann2snn-datasets-fetch}. */
  String fileName() {
    return name.replace(' ', '-');
  }

  /** What it does, in a sentence. */
  String summary() {
    return summary(description.get(0));
  }

  private static String summary(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text.replaceFirst(":$", ".") : text.substring(0, end + 1);
  }

  /** Pages of a command and of all below it, in the order of the help. */
  static List<CommandPage> of(CommandLine command) {
    command.setUsageHelpAutoWidth(false);
    command.setUsageHelpWidth(WIDTH);
    return pages(command).toList();
  }

  private static Stream<CommandPage> pages(CommandLine command) {
    return Stream.concat(
        Stream.of(page(command)),
        command.getSubcommands().values().stream().flatMap(CommandPage::pages));
  }

  private static CommandPage page(CommandLine command) {
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
    Map<String, List<Item>> options = new LinkedHashMap<>();
    OptionGroup.groups(command.getCommandSpec())
        .forEach(
            (title, all) ->
                options.put(
                    title,
                    items(
                        all,
                        option ->
                            help.createDefaultOptionRenderer()
                                .render(
                                    option, help.parameterLabelRenderer(), help.colorScheme()))));
    List<Item> parameters =
        items(
            command.getCommandSpec().positionalParameters(),
            parameter ->
                help.createDefaultParameterRenderer()
                    .render(parameter, help.parameterLabelRenderer(), help.colorScheme()));
    Map<String, String> commands = new LinkedHashMap<>();
    command
        .getSubcommands()
        .forEach((name, below) -> commands.put(name, summary(lines(description(below)).get(0))));
    return new CommandPage(
        command.getCommandSpec().qualifiedName(),
        help.synopsis(0).strip(),
        lines(help.description()),
        parameters,
        options,
        commands,
        lines(help.footer()).stream()
            .filter(line -> line.startsWith(EXAMPLE))
            .map(line -> line.substring(EXAMPLE.length()))
            .toList());
  }

  private static String description(CommandLine command) {
    return new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF)).description();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** Of the columns of the help, the first four are the term, the last is the text. */
  private static <T> List<Item> items(List<T> all, Function<T, Ansi.Text[][]> columns) {
    List<Item> items = new ArrayList<>();
    for (T one : all) {
      Ansi.Text[][] rows = columns.apply(one);
      String term =
          Stream.of(rows[0])
              .skip(1)
              .limit(3)
              .map(Ansi.Text::plainString)
              .collect(Collectors.joining());
      String text =
          Stream.of(rows)
              .map(row -> row[row.length - 1].plainString().strip())
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining(" "));
      items.add(
          new Item(
              term.replace(",--", ", --").strip(),
              rows[0][0].plainString().equals("*"),
              text.replaceFirst("(?<=[^.:;]) (?=Default: \\S+$)", ". ")));
    }
    return items;
  }
}
