package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;

/**
 * What the first lines of a CSV file tell.
 *
 * @param header what its columns are
 * @param offset where the line of the first sample begins
 * @param linesBefore number of lines before that
 */
public record CsvStart(CsvHeader header, long offset, long linesBefore) implements Serializable {
  /**
   * Reads the first lines.
   *
   * @param file for messages
   * @param in the file from its beginning; closed
   * @param labelColumn the label column the user asked for
   * @throws BadFileException if there are no samples, they are ragged, or the label column is none
   */
  public static CsvStart read(String file, InputStream in, Optional<String> labelColumn)
      throws IOException {
    try (CsvRows rows = new CsvRows(new CsvLines(in, 0), 0, -1)) {
      CsvBeginning beginning = CsvBeginning.of(file, rows, labelColumn);
      CsvRows.Row first = beginning.rows().get(0);
      return new CsvStart(beginning.header(), first.offset(), first.line() - 1);
    } catch (CsvDefect e) {
      throw e.in(file);
    }
  }
}
