package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a CSV file holds, its inputs aside: the scans of its ranges put together. Its errors are
 * those of a table that is read from beginning to end.
 */
public final class CsvOutline {
  private final CsvStart start;
  private final List<CsvScan> scans;
  private final List<Long> linesBefore = new ArrayList<>();
  private final List<CsvMark> marks = new ArrayList<>();
  private final boolean bytes;
  private final boolean fractions;

  private CsvOutline(CsvStart start, List<CsvScan> scans, boolean bytes, boolean fractions) {
    this.start = start;
    this.scans = scans;
    this.bytes = bytes;
    this.fractions = fractions;
    long lines = start.linesBefore();
    long rows = 0;
    for (CsvScan scan : scans) {
      linesBefore.add(lines);
      for (CsvMark mark : scan.marks()) {
        marks.add(new CsvMark(mark.offset(), lines + mark.linesBefore(), (int) rows + mark.row()));
      }
      lines += scan.lines();
      rows += scan.labels().size();
    }
  }

  /**
   * Puts scans together.
   *
   * @param scans of ranges from the first sample to the end of the file, in their order
   * @param tolerant whether rows that are wrong by themselves are left to who reads them later
   * @throws BadFileException naming line and column, if a row is ragged, a label is missing, or an
   *     input is no number or out of range
   */
  public static CsvOutline of(CsvStart start, List<CsvScan> scans, boolean tolerant)
      throws BadFileException {
    CsvHeader header = start.header();
    long lines = start.linesBefore();
    long rows = 0;
    CsvScan.Finding large = null;
    CsvScan.Finding fraction = null;
    for (CsvScan scan : scans) {
      CsvDefect defect = tolerant ? null : defect(scan.defect(), lines);
      large = large == null ? later(scan.large(), lines) : large;
      fraction = fraction == null ? later(scan.fraction(), lines) : fraction;
      if (large != null && fraction != null) {
        CsvScan.Finding second = isBefore(large, fraction) ? fraction : large;
        CsvDefect mixed =
            new CsvCells(header).outOfRange(second.line(), second.column(), second.text());
        defect = defect == null || isBefore(second, defect) ? mixed : defect;
      }
      if (defect != null) {
        throw defect.in(header.file());
      }
      lines += scan.lines();
      rows += scan.labels().size();
      if (rows > Integer.MAX_VALUE) {
        throw new BadFileException(
            Text.of("%s: more than %d rows", header.file(), Integer.MAX_VALUE));
      }
    }
    return new CsvOutline(start, scans, large != null, fraction != null);
  }

  private static CsvDefect defect(CsvScan.Finding found, long lines) {
    return found == null ? null : new CsvDefect(lines + found.line(), found.column(), found.text());
  }

  private static CsvScan.Finding later(CsvScan.Finding found, long lines) {
    return found == null
        ? null
        : new CsvScan.Finding(lines + found.line(), found.column(), found.text());
  }

  private static boolean isBefore(CsvScan.Finding one, CsvScan.Finding other) {
    return one.line() < other.line()
        || (one.line() == other.line() && one.column() < other.column());
  }

  private static boolean isBefore(CsvScan.Finding one, CsvDefect other) {
    return isBefore(one, new CsvScan.Finding(other.line(), other.column(), ""));
  }

  /** What the columns are. */
  public CsvHeader header() {
    return start.header();
  }

  /** Places from which rows can be read, the first row's among them. */
  public List<CsvMark> marks() {
    return List.copyOf(marks);
  }

  /** The classes of the labels. */
  public ClassLabels classes() throws BadFileException {
    Map<String, String> places = new LinkedHashMap<>();
    for (int s = 0; s < scans.size(); s++) {
      LabelTally labels = scans.get(s).labels();
      List<String> distinct = labels.distinct();
      for (int i = 0; i < distinct.size(); i++) {
        long line = linesBefore.get(s) + labels.firstPlace(i);
        places.putIfAbsent(distinct.get(i), header().labelPlace(line));
      }
    }
    return ClassLabels.of(header().label(), places);
  }

  /** The class index of each row, as an unsigned byte. */
  public byte[] encode(ClassLabels classes) throws BadFileException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (int s = 0; s < scans.size(); s++) {
      long before = linesBefore.get(s);
      encoded.writeBytes(
          classes.encode(scans.get(s).labels(), line -> header().labelPlace(before + line)));
    }
    return encoded.toByteArray();
  }

  /**
   * Whether the inputs of both files are bytes, 0 ... 255.
   *
   * @throws BadFileException if those of one are, and those of the other are in [0, 1]
   */
  public boolean areBytesWith(CsvOutline test) throws BadFileException {
    return CsvRange.areBytes(
        header().file(), bytes, fractions, test.header().file(), test.bytes, test.fractions);
  }
}
