package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of a CSV file: what its columns are, and the rows that had to be read to know that.
 *
 * @param header what the columns are
 * @param rows the first rows of samples, one or two
 */
record CsvBeginning(CsvHeader header, List<CsvRows.Row> rows) {
  /**
   * Reads it.
   *
   * @param labelColumn the label column the user asked for
   * @throws BadFileException if there are no samples, or the label column is none
   */
  static CsvBeginning of(String file, CsvRows rows, Optional<String> labelColumn)
      throws CsvDefect, IOException {
    CsvRows.Row first = rows.next();
    if (first == null) {
      throw new BadFileException(file + ": the file is empty");
    }
    CsvRows.Row second = rows.next();
    CsvHeader header =
        CsvHeader.of(file, first.cells(), second == null ? null : second.cells(), labelColumn);
    List<CsvRows.Row> samples = new ArrayList<>();
    if (header.names().isEmpty()) {
      samples.add(first);
    }
    if (second != null) {
      samples.add(second);
    }
    if (samples.isEmpty()) {
      throw new BadFileException(file + ": the file has a header but no rows");
    }
    return new CsvBeginning(header, samples);
  }
}
