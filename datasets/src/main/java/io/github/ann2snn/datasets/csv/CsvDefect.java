package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;

/**
 * A row that is not what the table needs. Its line is known only to who knows where it was read.
 */
final class CsvDefect extends Exception implements Comparable<CsvDefect> {
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
    super(Text.of("line %d%s", line, reason), null, false, false);
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  /** The same with more lines before it. */
  CsvDefect behind(long lines) {
    return new CsvDefect(lines + line, column, reason);
  }

  /** By place in the file. */
  @Override
  public int compareTo(CsvDefect other) {
    int byLine = Long.compare(line, other.line);
    return byLine == 0 ? Integer.compare(column, other.column) : byLine;
  }

  /** The same as an error of a file. */
  BadFileException in(String file) {
    return new BadFileException(file + ": " + getMessage(), this);
  }
}
