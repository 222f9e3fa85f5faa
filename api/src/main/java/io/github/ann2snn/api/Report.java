package io.github.ann2snn.api;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Results as files: {@code results.json}, which has all numbers, and a page drawn from it that
 * opens offline.
 *
 * @param results what is told
 */
public record Report(Results results) {
  /** The document beside a page. */
  private static final String DOCUMENT = "results.json";

  /**
   * Refuses null.
   *
   * @param results what is told
   */
  public Report {
    Objects.requireNonNull(results, "results");
  }

  /**
   * What an evaluation gave.
   *
   * @param evaluation of the conversion's network
   * @return the report
   */
  public static Report of(Evaluation evaluation) {
    return new Report(evaluation.results());
  }

  /**
   * What an evaluation gave, compared with the model that the network was converted from. It is run
   * on the same samples now, if the evaluation has not done so.
   *
   * @param model the trained network
   * @param conversion what was converted
   * @param evaluation of the conversion's network
   * @return the report
   * @throws IllegalArgumentException if the evaluation is not of the conversion's network, or the
   *     model does not take such samples
   * @throws IOException if the network's file cannot be read
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Report of(Model model, Conversion conversion, Evaluation evaluation)
      throws IOException, InterruptedException {
    Refusal.when(
        !evaluation.network().equals(conversion.network()),
        "the evaluation is of another network than the conversion gave");
    return of(evaluation.comparedWith(model));
  }

  /**
   * Writes {@code results.json} beside the page, the page, and its series as CSV into the folder
   * {@code x-csv} beside {@code x.html}. Each file appears whole or not at all.
   *
   * @param page the HTML file
   * @throws BadFileException if a file of that name that is no document of results lies beside it
   * @throws IOException if they cannot be written, or a CSV file would take the place of somebody
   *     else's
   */
  public void write(Path page) throws IOException {
    Path document = page.resolveSibling(DOCUMENT);
    if (Files.exists(document) && !Results.SCHEMA.startsWith(JsonDocument.kind(document) + "/")) {
      throw new BadFileException(
          document, "", "is no document of results", "name a page in another folder");
    }
    Results.DOCUMENT.write(results, document);
    io.github.ann2snn.report.page.Report.read(List.of(document)).write(page);
  }
}
