package io.github.ann2snn.cli.reference;

import io.github.ann2snn.cli.Ann2Snn;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * What a distribution and the documentation tell of all commands: manual pages, completion for the
 * shell, and Markdown. The build makes them; nothing of it is written by hand.
 */
public final class Reference {
  private static final String PROGRAM = "ann2snn";

  private Reference() {}

  /**
   * Writes manual pages and completion, as they lie below {@code share} on a system, and Markdown.
   *
   * @param args the folders for the former and for the latter
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> shared = new TreeMap<>();
    manual().forEach((name, text) -> shared.put("man/man1/" + name, text));
    shared.put("bash-completion/completions/" + PROGRAM, completion());
    write(Path.of(args[0]), shared);
    write(Path.of(args[1]), markdown());
  }

  /** Pages for {@code docs/reference}, by name. */
  static Map<String, String> markdown() {
    Map<String, String> pages = new TreeMap<>();
    pages().forEach(page -> pages.put(MarkdownPage.fileName(page), MarkdownPage.of(page)));
    pages.put("exit-codes.md", MarkdownPage.exitCodes());
    return pages;
  }

  /** Pages for {@code man}, by name. */
  static Map<String, String> manual() {
    Map<String, String> pages = new TreeMap<>();
    for (CommandPage page : pages()) {
      pages.put(ManualPage.fileName(page), ManualPage.of(page, Version.current()));
    }
    return pages;
  }

  /** What {@code generate-completion} prints. */
  static String completion() {
    return AutoComplete.bash(PROGRAM, commandLine());
  }

  private static List<CommandPage> pages() {
    return CommandPage.of(commandLine());
  }

  private static CommandLine commandLine() {
    return Ann2Snn.commandLine(Terminal.ofSystem());
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      AtomicFile.write(
          folder.resolve(file.getKey()),
          temporary -> Files.writeString(temporary, file.getValue()));
    }
  }
}
