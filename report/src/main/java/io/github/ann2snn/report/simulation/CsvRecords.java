package io.github.ann2snn.report.simulation;

import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The records of a CSV file (RFC 4180) in UTF-8; whatever is wrong names the line. */
final class CsvRecords implements AutoCloseable {
  private final Path file;
  private final String remedy;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  /**
   * Opens a file.
   *
   * @param missing what to say if there is none
   * @param remedy what to do with a damaged file; empty if nobody knows
   */
  CsvRecords(Path file, String missing, String remedy) throws IOException {
    this.file = file;
    this.remedy = remedy;
    try {
      parser = CSVFormat.RFC4180.parse(Files.newBufferedReader(file));
    } catch (NoSuchFileException e) {
      throw new BadFileException(file, "", "no such file" + missing);
    }
    records = parser.iterator();
  }

  /**
   * The cells of the next record; null at the end. An empty line is one empty cell.
   *
   * @throws BadFileException if there is none that can be read
   */
  List<String> next() throws IOException {
    try {
      return records.hasNext() ? records.next().toList() : null;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof CharacterCodingException || cause instanceof CharConversionException) {
        throw new BadFileException(file, "", withRemedy("not UTF-8 text"));
      }
      throw cause instanceof CSVException ? damage("a quotation mark is out of place") : cause;
    }
  }

  /** An error in the record that was read last. */
  @FormatMethod
  BadFileException damage(String format, Object... args) {
    return BadFileException.of(
        "%s, line %d: %s", file, parser.getCurrentLineNumber(), withRemedy(Text.of(format, args)));
  }

  private String withRemedy(String what) {
    return remedy.isEmpty() ? what : what + "; " + remedy;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
