package io.github.ann2snn.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.cli.Ann2Snn;
import io.github.ann2snn.cli.shell.ExitCode;
import io.github.ann2snn.cli.shell.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is made of the options of the command line. */
class ReferenceTest {
  private static final Path DOCUMENTED = Path.of("../docs/reference");

  private static List<CommandLine> commands(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> all.addAll(commands(below)));
    return all;
  }

  @Test
  void theDocumentationIsThatOfTheseOptions() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(DOCUMENTED)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    Map<String, String> expected = Reference.markdown();
    String remedy =
        "; make it again: mvn -DskipTests package, then copy cli/target/reference there";
    assertEquals(expected.keySet(), found.keySet(), DOCUMENTED + remedy);
    expected.forEach(
        (name, page) -> assertEquals(page, found.get(name), DOCUMENTED + "/" + name + remedy));
  }

  @Test
  void everyOptionAndCommandHasItsPlaceOnBothPages() {
    Map<String, String> markdown = Reference.markdown();
    Map<String, String> manual = Reference.manual();
    List<CommandLine> commands = commands(Ann2Snn.commandLine(Terminal.ofSystem()));
    assertTrue(commands.size() > 30, commands.size() + " commands");
    assertEquals(commands.size(), manual.size());
    assertEquals(commands.size() + 1, markdown.size());
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName("-");
      String page = markdown.get(name.equals("ann2snn") ? "index.md" : name.substring(8) + ".md");
      String man = manual.get(name + ".1");
      for (OptionSpec option : command.getCommandSpec().options()) {
        String term = option.longestName().substring(2);
        assertTrue(page.contains("- `") && page.contains(term), name + " " + term);
        assertTrue(man.contains(term.replace("-", "\\-")), name + " " + term);
        String standing = option.defaultValue();
        if (standing != null && !standing.matches("true|false")) {
          assertTrue(page.contains("Default: " + standing.replace("_", "\\_")), name + " " + term);
        }
      }
      for (String below : command.getSubcommands().keySet()) {
        assertTrue(man.contains("\\fB" + (name + "-" + below).replace("-", "\\-") + "\\fR(1)"));
      }
    }
  }

  @Test
  void noDefaultIsAnObjectOfJava() {
    Reference.markdown()
        .forEach(
            (name, page) ->
                assertFalse(page.matches("(?s).*Default: (\\[|null|[\\w.]*(Optional|@)).*"), name));
  }

  @Test
  void everySummaryIsASentence() {
    for (CommandPage page : CommandPage.of(Ann2Snn.commandLine(Terminal.ofSystem()))) {
      assertTrue(page.summary().endsWith("."), page.name() + ": " + page.summary());
    }
  }

  @Test
  void exitCodesAreThoseOfTheProgram() {
    String page = Reference.markdown().get("exit-codes.md");
    for (ExitCode code : ExitCode.values()) {
      String row = "| " + code.number() + " | " + code.meaning() + " | " + code.explanation();
      assertTrue(page.contains(row), page);
    }
  }

  @Test
  void aManualPageHasNoLineThatIsARequestByChance() {
    String page =
        ManualPage.of(
            new CommandPage(
                "ann2snn x-y",
                "ann2snn x-y [OPTIONS]",
                List.of(".hidden files, 'quoted' \\back \"dq\". More.", "\u00fc"),
                List.of(),
                Map.of("Options", List.of(new CommandPage.Item("-o, --out=DIR", true, "Where."))),
                Map.of(),
                List.of("ann2snn x-y --out a")),
            "1.2.3");
    List<String> lines = page.lines().toList();
    assertTrue(lines.contains(".TH \"ANN2SNN\\-X\\-Y\" \"1\" \"\" \"ann2snn 1.2.3\" \"ann2snn\""));
    assertTrue(
        lines.contains("\\&.hidden files, \\(aqquoted\\(aq \\eback \\(dqdq\\(dq. More."), page);
    assertTrue(lines.contains("\\[u00FC]"), page);
    assertTrue(lines.contains("\\fB\\-o, \\-\\-out\\fR\\fI=DIR\\fR"), page);
    assertTrue(lines.contains("Required. Where."), page);
  }

  /** Where there is groff, it has nothing to say of any page. */
  @Test
  void groffTakesEveryManualPage(@TempDir Path folder) throws IOException, InterruptedException {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "groff")));
    assumeTrue(there, "there is no groff");
    List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z"));
    for (Map.Entry<String, String> page : Reference.manual().entrySet()) {
      command.add(Files.writeString(folder.resolve(page.getKey()), page.getValue()).toString());
    }
    Process groff = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, groff.waitFor(), said);
    assertEquals("", said);
  }

  @Test
  void theBuildWritesAllOfIt(@TempDir Path folder) throws IOException {
    Path share = folder.resolve("share");
    Path markdown = folder.resolve("reference");
    Reference.main(new String[] {share.toString(), markdown.toString()});
    String man = Files.readString(share.resolve("man/man1/ann2snn-datasets-fetch.1"));
    assertEquals(Reference.manual().get("ann2snn-datasets-fetch.1"), man);
    String completion = Files.readString(share.resolve("bash-completion/completions/ann2snn"));
    assertTrue(completion.contains("--normalization"), "no option is completed");
    assertTrue(completion.contains("complete -F _complete_ann2snn"), "nothing is completed");
    assertFalse(completion.contains(folder.toString()));
    assertTrue(Files.exists(markdown.resolve("index.md")));
  }
}
