package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.document.FitDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a network lies on a chip as a page to look at, drawn from its document alone. */
public final class FitPage {
  private static final List<String> SCRIPTS = List.of("chip/cores", "chip/page");

  private final JsonNode data;

  private FitPage(JsonNode data) {
    this.data = data;
  }

  /**
   * Reads what {@code fit} wrote.
   *
   * @throws BadFileException if it is damaged, or of another version
   */
  public static FitPage read(Path document) throws IOException {
    FitDocument.DOCUMENT.read(document); // for its checks
    return new FitPage(FitDocument.DOCUMENT.tree(document));
  }

  /** Writes the page, which appears whole or not at all. */
  public void write(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, data, "the JSON file that it was drawn from").html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }
}
