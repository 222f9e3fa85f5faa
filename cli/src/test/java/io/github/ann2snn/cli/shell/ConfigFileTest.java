package io.github.ann2snn.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ann2snn.cli.shell.ConfigFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of properties, as Java reads them. */
class ConfigFileTest {
  @TempDir Path folder;

  private List<Entry> entries(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("c.properties"), text)).entries();
  }

  @Test
  void anEntryKnowsTheLineThatItBeginsIn() throws IOException {
    assertEquals(
        List.of(new Entry("a", "1", 1), new Entry("b", "23", 4), new Entry("c", "4", 7)),
        entries("a = 1\n\n# a comment, which does not go on \\\nb = 2\\\n  3\n ! so\nc:4"));
  }

  @Test
  void aBackslashThatIsEscapedDoesNotGoOn() throws IOException {
    assertEquals(
        List.of(new Entry("a", "1\\", 1), new Entry("b", "2", 2)), entries("a=1\\\\\r\nb 2\r\n"));
  }

  @Test
  void theLastLineMayGoOnIntoNothing() throws IOException {
    assertEquals(List.of(new Entry("a", "1", 1)), entries("a=1\\"));
    assertEquals(List.of(), entries("\n \n#x"));
  }

  @Test
  void lettersMayBeEscapedOrNot() throws IOException {
    assertEquals(List.of(new Entry("a b", "\u00fc\u00fc=", 1)), entries("a\\ b = \\u00fc\u00fc="));
  }
}
