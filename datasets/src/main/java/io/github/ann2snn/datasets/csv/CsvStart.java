package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * What the first lines of a CSV file tell.
 *
 * @param header what its columns are
 * @param offset where the line of the first sample begins
 * @param linesBefore number of lines before that
 */
record CsvStart(CsvHeader header, long offset, long linesBefore) implements Serializable {
  /**
   * Reads the first lines.
   *
   * @param labelColumn the label column the user asked for
   * @throws BadFileException if there are no samples, they are ragged, or the label column is none
   */
  static CsvStart read(DataFiles files, String file, Optional<String> labelColumn)
      throws IOException {
    try (CsvRows rows = new CsvRows(files.open(file, 0), 0, 0, -1)) {
      CsvRows.Row first = rows.next();
      if (first == null) {
        throw new BadFileException(file + ": the file is empty");
      }
      CsvRows.Row second = rows.next();
      CsvHeader header =
          CsvHeader.of(file, first.cells(), second == null ? null : second.cells(), labelColumn);
      CsvRows.Row sample = header.names().isEmpty() ? first : second;
      if (sample == null) {
        throw new BadFileException(file + ": the file has a header but no rows");
      }
      return new CsvStart(header, sample.offset(), sample.line() - 1);
    } catch (CsvDefect e) {
      throw e.in(file);
    }
  }
}
