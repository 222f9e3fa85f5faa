package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;

/**
 * A row that is not what the table needs. Its line is known only to who knows where it was read.
 */
final class CsvDefect extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final int column;
  private final String reason;

  /**
   * @param line where it was found, as the reader counts
   * @param column in which column, or 0 if it is the line as a whole
   * @param reason what follows the number of the line in a message
   */
  CsvDefect(long line, int column, String reason) {
    super(Text.of("line %d%s", line, reason));
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  long line() {
    return line;
  }

  int column() {
    return column;
  }

  String reason() {
    return reason;
  }

  /** The same as an error of a file. */
  BadFileException in(String file) {
    return new BadFileException(file + ": " + getMessage(), this);
  }
}
