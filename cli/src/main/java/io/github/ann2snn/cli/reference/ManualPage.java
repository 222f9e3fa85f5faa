package io.github.ann2snn.cli.reference;

import io.github.ann2snn.cli.reference.CommandPage.Item;
import io.github.ann2snn.cli.shell.ExitCode;
import io.github.ann2snn.files.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pages for {@code man}, in the macros of {@code man(7)}. */
final class ManualPage {
  private final StringBuilder text = new StringBuilder();

  private ManualPage() {}

  /**
   * The page of a command.
   *
   * @param version of the program
   */
  static String of(CommandPage page, String version) {
    ManualPage made = new ManualPage();
    made.command(page, version);
    return made.text.toString();
  }

  /** The file of a page. */
  static String fileName(CommandPage page) {
    return page.fileName() + ".1";
  }

  private void command(CommandPage page, String version) {
    line(".\\\" Made of the program's own options by the build.");
    line(
        Text.of(
            ".TH \"%s\" \"1\" \"\" \"ann2snn %s\" \"ann2snn\"",
            roff(page.fileName().toUpperCase(Locale.ROOT)), version));
    line(".SH NAME");
    String summary = page.summary().replaceFirst("\\.$", "");
    line(roff(page.fileName()) + " \\- " + roff(summary));
    line(".SH SYNOPSIS");
    line(".nf");
    page.synopsis().lines().forEach(this::prose);
    line(".fi");
    line(".SH DESCRIPTION");
    paragraphs(page.description());
    if (!page.commands().isEmpty()) {
      line(".SH COMMANDS");
      page.commands()
          .forEach((name, summarised) -> entry("\\fB" + roff(name) + "\\fR", summarised));
    }
    items(".SH PARAMETERS", page.parameters());
    if (!page.options().isEmpty()) {
      line(".SH OPTIONS");
    }
    page.options()
        .forEach(
            (title, items) ->
                items(page.options().size() > 1 ? ".SS \"" + title + "\"" : "", items));
    line(".SH EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      entry("\\fB" + code.number() + "\\fR", code.meaning() + ": " + code.explanation());
    }
    if (!page.examples().isEmpty()) {
      line(".SH EXAMPLES");
      line(".nf");
      page.examples().forEach(this::prose);
      line(".fi");
    }
    line(".SH SEE ALSO");
    line(
        seeAlso(page)
            .map(name -> "\\fB" + roff(name) + "\\fR(1)")
            .collect(Collectors.joining(",\n")));
  }

  private static Stream<String> seeAlso(CommandPage page) {
    int last = page.fileName().lastIndexOf('-');
    Stream<String> above =
        last < 0 ? Stream.empty() : Stream.of(page.fileName().substring(0, last));
    Stream<String> below =
        page.commands().keySet().stream().map(name -> page.fileName() + "-" + name);
    return Stream.concat(above, below);
  }

  private void paragraphs(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        line(".PP");
      }
      prose(lines.get(i));
    }
  }

  private void items(String title, List<Item> items) {
    if (!items.isEmpty() && !title.isEmpty()) {
      line(title);
    }
    for (Item item : items) {
      int value = item.term().indexOf('=');
      String name = value < 0 ? item.term() : item.term().substring(0, value);
      String label = value < 0 ? "" : item.term().substring(value);
      entry(
          "\\fB" + roff(name) + "\\fR" + (label.isEmpty() ? "" : "\\fI" + roff(label) + "\\fR"),
          (item.required() ? "Required. " : "") + item.text());
    }
  }

  private void entry(String term, String explanation) {
    line(".TP");
    line(term);
    prose(explanation);
  }

  /** A line of text, which is no request even if it begins with a dot. */
  private void prose(String plain) {
    String line = roff(plain);
    line(line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Letters as they are, where roff would do something with them. */
  private static String roff(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '"' -> escaped.append("\\(dq");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default ->
                    escaped.append(c < 128 ? Character.toString(c) : Text.of("\\[u%04X]", c));
              }
            });
    return escaped.toString();
  }
}
