package io.github.ann2snn.cli.reference;

import io.github.ann2snn.cli.reference.CommandPage.Item;
import io.github.ann2snn.cli.shell.ExitCode;
import java.util.List;

/** Pages for the documentation. */
final class MarkdownPage {
  private static final String MADE =
      "<!-- Made of the program's own options by the build; CONTRIBUTING.md says how. -->\n";

  private final StringBuilder text = new StringBuilder(MADE);

  private MarkdownPage() {}

  /** The page of a command; of the top command, the table of all pages. */
  static String of(CommandPage page) {
    MarkdownPage made = new MarkdownPage();
    made.command(page);
    return made.text.toString();
  }

  /** What a process returns. */
  static String exitCodes() {
    StringBuilder text = new StringBuilder(MADE);
    text.append("# Exit codes\n\nWhat every command returns; a script may rely on it.\n\n");
    text.append("| code | meaning | when |\n|---|---|---|\n");
    for (ExitCode code : ExitCode.values()) {
      text.append("| ").append(code.number()).append(" | ").append(code.meaning());
      text.append(" | ").append(code.explanation()).append(" |\n");
    }
    return text.toString();
  }

  /** The file of a page. */
  static String fileName(CommandPage page) {
    return fileName(page.name());
  }

  private static String fileName(String command) {
    return command.equals("ann2snn")
        ? "index.md"
        : command.replaceFirst("^ann2snn ", "").replace(' ', '-') + ".md";
  }

  private void command(CommandPage page) {
    text.append("# ").append(page.name()).append("\n\n```\n");
    text.append(page.synopsis()).append("\n```\n");
    page.description().forEach(line -> text.append('\n').append(escaped(line)).append('\n'));
    if (!page.examples().isEmpty()) {
      text.append("\n```sh\n");
      page.examples().forEach(line -> text.append(line).append('\n'));
      text.append("```\n");
    }
    if (!page.commands().isEmpty()) {
      text.append("\n## Commands\n\n| command | |\n|---|---|\n");
      page.commands()
          .forEach(
              (name, summary) ->
                  text.append("| [")
                      .append(page.name())
                      .append(' ')
                      .append(name)
                      .append("](")
                      .append(fileName(page.name() + " " + name))
                      .append(") | ")
                      .append(escaped(summary))
                      .append(" |\n"));
    }
    items("## Parameters", page.parameters());
    boolean several = page.options().size() > 1;
    if (several) {
      text.append("\n## Options\n");
    }
    page.options().forEach((title, items) -> items((several ? "### " : "## ") + title, items));
    text.append("\n[Exit codes](exit-codes.md)");
    if (!page.name().equals("ann2snn")) {
      text.append(" - [all commands](index.md)");
    }
    text.append('\n');
  }

  private void items(String title, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append("\n\n");
    for (Item item : items) {
      text.append("- `").append(item.term()).append('`');
      text.append(item.required() ? " (required): " : ": ").append(escaped(item.text()));
      text.append('\n');
    }
  }

  private static String escaped(String plain) {
    return plain.replaceAll("([\\\\*_\\[\\]|`])", "\\\\$1").replace("<", "&lt;");
  }
}
