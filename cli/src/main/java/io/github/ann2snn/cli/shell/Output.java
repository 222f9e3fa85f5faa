package io.github.ann2snn.cli.shell;

import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.page.Report;
import io.github.ann2snn.report.table.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where results go. */
public final class Output {
  private Output() {}

  /** Makes sure, before anything is computed, that files can be written into a folder. */
  public static void requireFolder(BaseCommand command, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".ann2snn", ".tmp"));
    } catch (IOException e) {
      throw command.usage(
          "--out: cannot write into %s (%s); name a folder that is writable",
          folder, e.getClass().getSimpleName());
    }
  }

  /** The same for the folder of a file; null if none is asked for. */
  public static void requireFile(BaseCommand command, Path file) {
    if (file == null) {
      return;
    }
    command.refuse(Files.isDirectory(file), "--out: %s is a folder; name a file", file);
    requireFolder(command, file.toAbsolutePath().getParent());
  }

  /** Draws a results file as a page in the same folder, with CSV files beside it. */
  public static void report(Path results) throws IOException {
    Report.read(List.of(results)).write(results.resolveSibling("report.html"));
  }

  /** Writes the document where asked, and prints it as a table or as JSON. */
  public static void results(BaseCommand command, Results results, Path file, boolean json)
      throws IOException {
    if (file != null) {
      Results.DOCUMENT.write(results, file);
    }
    command.print(
        json ? JsonDocument.text(results) : ResultsTable.of(results, command.terminal().style()));
  }
}
