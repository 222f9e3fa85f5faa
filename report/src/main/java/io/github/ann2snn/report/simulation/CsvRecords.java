package io.github.ann2snn.report.simulation;

import com.google.errorprone.annotations.FormatMethod;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The records of a CSV file (RFC 4180) in UTF-8; whatever is wrong names the line. */
final class CsvRecords implements AutoCloseable {
  /** A number as people write it; others than these are none. */
  static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final int LONGEST_LINE = 1000;
  private static final int LONGEST_CELL = 1 << 20;

  private final Path file;
  private final String remedy;
  private final char separator;
  private final CloseableIterator<CsvRecord> records;
  private long line;

  /**
   * Opens a file.
   *
   * @param missing what to say if there is none
   * @param remedy what to do with a damaged file; empty if nobody knows
   */
  CsvRecords(Path file, String missing, String remedy) throws IOException {
    this.file = file;
    this.remedy = remedy;
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? "it is a folder" : "it is no regular file";
      throw new BadFileException(file, "", what + "; name a CSV file");
    }
    try {
      BufferedReader reader = open(file);
      separator = separator(reader);
      records = records(reader, separator);
    } catch (NoSuchFileException e) {
      throw new BadFileException(file, "", "no such file" + missing);
    } catch (CharacterCodingException e) {
      throw new BadFileException(file, "", withRemedy("not UTF-8 text"));
    }
  }

  /** With a line end behind the last one: a cell whose quotation is left open has it within. */
  private static BufferedReader open(Path file) throws IOException {
    InputStream end = new ByteArrayInputStream(new byte[] {'\n'});
    InputStream in = new SequenceInputStream(Files.newInputStream(file), end);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  /** What stands between the names of the header, which have no separators within. */
  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_LINE);
    char[] start = new char[LONGEST_LINE];
    int length = Math.max(0, reader.read(start, 0, LONGEST_LINE));
    reader.reset();
    String header = new String(start, 0, length).lines().findFirst().orElse("");
    return header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
  }

  private static CloseableIterator<CsvRecord> records(Reader reader, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(false)
        .trimWhitespacesAroundQuotes(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .maxBufferSize(LONGEST_CELL)
        .build(CsvRecordHandler.of(cells -> cells.maxFields(LONGEST_CELL)), reader)
        .iterator();
  }

  /**
   * The cells of the next record, which is a line; null at the end. An empty line is one empty
   * cell.
   *
   * @throws BadFileException if there is none that can be read
   */
  List<String> next() throws IOException {
    if (!hasNext()) {
      return null;
    }
    line++;
    List<String> cells = records.next().getFields();
    if (cells.equals(List.of("")) && !hasNext()) {
      return null; // the line end that was added
    }
    if (cells.stream().anyMatch(cell -> cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0)) {
      throw damage("a quotation mark is out of place");
    }
    return cells;
  }

  private boolean hasNext() throws IOException {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof Error error) { // of memory, say
        throw error;
      }
      line++;
      throw damage("a quotation mark is out of place, or a cell is far too long");
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? new BadFileException(file, "", withRemedy("not UTF-8 text"))
          : e.getCause();
    }
  }

  /**
   * The cells of the next record of a list that people write, without surrounding blanks; null at
   * the end. Empty lines do not count.
   *
   * @throws BadFileException if there is none that can be read
   */
  List<String> nextOfList() throws IOException {
    List<String> row = next();
    while (row != null && String.join("", row).isBlank()) {
      row = next();
    }
    if (row == null) {
      return null;
    }
    int length = row.stream().mapToInt(String::length).sum();
    if (length > LONGEST_LINE) {
      throw damage("it has %d characters, expected a few numbers", length);
    }
    return row.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
  }

  /**
   * The names of a list's columns.
   *
   * @param known those that there may be, the needed ones first
   * @param needed how many there must be
   * @param usage the header for people
   * @throws BadFileException if there is no header, or another
   */
  List<String> header(List<String> known, int needed, String usage) throws IOException {
    List<String> cells = nextOfList();
    if (cells == null) {
      throw new BadFileException(file, "", "it is empty, expected a header, " + usage);
    }
    boolean distinct = cells.stream().distinct().count() == cells.size();
    if (!known.containsAll(cells) || !distinct || !cells.containsAll(known.subList(0, needed))) {
      throw damage("the header is '%s', expected %s", String.join(",", cells), usage);
    }
    return cells;
  }

  /**
   * The next row of a list below its header, or null at the end. Where cells are not separated by
   * commas, decimals may have them.
   *
   * @throws BadFileException if there is none that can be read, or it has another length
   */
  List<String> nextBelow(List<String> header) throws IOException {
    List<String> cells = nextOfList();
    if (cells != null && cells.size() != header.size()) {
      throw damage(
          "%d values, expected %d: %s", cells.size(), header.size(), String.join(",", header));
    }
    return cells == null || separator == ','
        ? cells
        : cells.stream().map(cell -> cell.replace(',', '.')).toList();
  }

  /**
   * A neuron that a cell names.
   *
   * @throws BadFileException if there is none
   */
  int neuron(String column, String text, int neurons) throws BadFileException {
    int neuron = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : neurons;
    if (neuron >= neurons) {
      throw damage("%s is '%s', expected a neuron, 0 to %d", column, text, neurons - 1);
    }
    return neuron;
  }

  /** An error in the record that was read last. */
  @FormatMethod
  BadFileException damage(String format, Object... args) {
    return BadFileException.of("%s, line %d: %s", file, line, withRemedy(Text.of(format, args)));
  }

  private String withRemedy(String what) {
    return remedy.isEmpty() ? what : what + "; " + remedy;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
