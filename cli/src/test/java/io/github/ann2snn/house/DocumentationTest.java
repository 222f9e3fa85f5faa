package io.github.ann2snn.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Markdown files of the project point to is there, and what they tell to type exists. */
class DocumentationTest {
  /** Folders that the build or other programs make. */
  private static final Set<String> FOREIGN = Set.of("target", ".git", "node_modules");

  private static final DocumentedCommands COMMANDS = new DocumentedCommands();

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    Files.walkFileTree(
        Path.of(".."),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return FOREIGN.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              documents.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return documents;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path file : documents()) {
      MarkdownFile document = MarkdownFile.read(file);
      links += document.links().size();
      broken.addAll(document.brokenLinks());
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 50, links + " links were found");
  }

  @Test
  void everyCommandThatIsToldOfExists() throws IOException {
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (Path file : documents()) {
      if (file.endsWith("CHANGELOG.md")) {
        continue; // what there was once
      }
      for (String line : MarkdownFile.read(file).commands()) {
        lines++;
        COMMANDS.problem(line).ifPresent(problem -> wrong.add(file + ": " + line + ": " + problem));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(lines > 100, lines + " command lines were found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann2snn run --epochs 3                        | ''",
        "./ann2snn run --no-average-weights -o x       | ''",
        "$ ann2snn stdp train --neurons=4 # --no       | ''",
        "bin/ann2snn evaluate x && rm --force          | ''",
        "ann2snn help COMMAND                          | ''",
        "ann2snn --version                             | ''",
        "ann2snn compare a --out b && ann2snn repport b| there is no command repport",
        "ann2snn runn                                  | there is no command runn",
        "ann2snn run --epoch 3                         | ann2snn run has no option --epoch",
        "ann2snn stdp trian                            | there is no command stdp trian",
        "ann2snn stdp train -x                         | ann2snn stdp train has no option -x",
        "ann2snn evaluate x --normalization=max        | ann2snn evaluate has no option --normalization",
      })
  void aCommandThatDoesNotExistIsFound(String line, String problem) {
    assertEquals(problem, COMMANDS.problem(line).orElse(""));
  }

  @Test
  void brokenLinksAndCommandsAreFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.md"), "# Two Words, and `code_x`!\n# Again\n## Again\n");
    Path file = folder.resolve("a.md");
    Files.write(
        file,
        List.of(
            "[ok](b.md#two-words-and-code_x) [ok](b.md#again-1) [ok](https://example.org/x)",
            "[one](c.md) [two](b.md#again-2) [three](#none) ![four](p.png) [ok](#here)",
            "[five]: d.md",
            "## Here",
            "`[not](in-code.md)` and `ann2snn run --epochs 3`",
            "```sh",
            "# [not](in-code.md)",
            "./ann2snn evaluate x \\",
            "  --dataset y",
            "```",
            "    $ ann2snn help run",
            "ann2snn is no command here"));
    MarkdownFile document = MarkdownFile.read(file);
    assertEquals(
        List.of(
            file + " line 2: c.md: is not there",
            file + " line 2: b.md#again-2: has no such heading",
            file + " line 2: #none: has no such heading",
            file + " line 2: p.png: is not there",
            file + " line 3: d.md: is not there"),
        document.brokenLinks());
    assertEquals(
        List.of(
            "ann2snn run --epochs 3", "./ann2snn evaluate x   --dataset y", "$ ann2snn help run"),
        document.commands());
  }
}
