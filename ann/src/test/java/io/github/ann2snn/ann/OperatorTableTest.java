package io.github.ann2snn.ann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of what is read, in {@code docs/interop.md}, is that of the code. {@code
 * -Dann2snn.docs.write=true} writes it.
 */
class OperatorTableTest {
  private static final Path DOCUMENT = Path.of("../docs/interop.md");
  private static final String BEGIN = "<!-- operators: OperatorTableTest writes this table -->\n";
  private static final String END = "<!-- end of operators -->\n";

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String table() {
    Map<String, SortedMap<String, Role>> columns = Models.operators();
    List<String> head = new ArrayList<>(List.of("for"));
    head.addAll(columns.keySet());
    head.add("in the network");
    StringBuilder table = new StringBuilder(row(head));
    table.append("|").append("---|".repeat(head.size())).append("\n");
    for (Role role : Role.values()) {
      List<String> cells = new ArrayList<>(List.of(role.title()));
      for (SortedMap<String, Role> column : columns.values()) {
        cells.add(
            column.keySet().stream()
                .filter(name -> column.get(name) == role)
                .collect(Collectors.joining(", ")));
      }
      cells.add(role.becomes());
      table.append(row(cells));
    }
    return table.toString();
  }

  @Test
  void theDocumentHasTheTableOfTheCode() throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "no marks of the table in " + DOCUMENT);
    if (Boolean.getBoolean("ann2snn.docs.write")) {
      Files.writeString(DOCUMENT, text.substring(0, begin) + table() + text.substring(end));
    } else {
      assertEquals(table(), text.substring(begin, end));
    }
  }
}
