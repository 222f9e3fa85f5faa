package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.files.BadFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a CSV file holds, its inputs aside: the scans of its ranges put together. Its errors are
 * those of a table that is read from beginning to end.
 *
 * @param header what the columns are
 * @param labels the column of labels
 * @param marks places from which rows can be read, the first row's among them
 * @param bytes whether some input is above 1, so that all stand for 0 ... 255
 * @param fractions whether some input is no integer, so that all are in [0, 1]
 */
record CsvOutline(
    CsvHeader header,
    ClassLabels.Column labels,
    List<CsvInputs.Mark> marks,
    boolean bytes,
    boolean fractions) {
  /**
   * Puts scans together.
   *
   * @param scans of ranges from the first sample to the end of the file, in their order
   * @param tolerant whether rows that are wrong by themselves are left to who reads them later
   * @throws BadFileException naming line and column, if a row is ragged, a label is missing, or an
   *     input is no number or out of range
   */
  static CsvOutline of(CsvScan.Start start, List<CsvScan> scans, boolean tolerant)
      throws BadFileException {
    CsvHeader header = start.header();
    List<CsvInputs.Mark> marks = new ArrayList<>();
    List<Long> linesBefore = new ArrayList<>();
    long lines = start.linesBefore();
    long rows = 0;
    CsvDefect large = null;
    CsvDefect fraction = null;
    for (CsvScan scan : scans) {
      linesBefore.add(lines);
      large = large == null && scan.large != null ? scan.large.behind(lines) : large;
      fraction = fraction == null && scan.fraction != null ? scan.fraction.behind(lines) : fraction;
      CsvDefect defect = tolerant || scan.defect == null ? null : scan.defect.behind(lines);
      if (large != null && fraction != null) {
        CsvDefect mixed = large.compareTo(fraction) < 0 ? fraction : large;
        defect = defect == null || mixed.compareTo(defect) < 0 ? mixed : defect;
      }
      if (defect != null) {
        throw defect.in(header.file());
      }
      for (CsvInputs.Mark mark : scan.marks) {
        marks.add(
            new CsvInputs.Mark(mark.offset(), lines + mark.linesBefore(), (int) rows + mark.row()));
      }
      lines += scan.lines;
      rows += scan.labels.size();
      BadFileException.when(
          rows > Integer.MAX_VALUE, "%s: more than %d rows", header.file(), Integer.MAX_VALUE);
    }
    ClassLabels.Column labels =
        new ClassLabels.Column(
            header.file(),
            header.describe(header.labelColumn()),
            header.labelNamed(),
            scans.stream().map(scan -> scan.labels).toList(),
            (range, line) -> header.labelPlace(linesBefore.get(range) + line));
    return new CsvOutline(header, labels, marks, large != null, fraction != null);
  }

  /**
   * Whether the inputs of both files are bytes, 0 ... 255.
   *
   * @throws BadFileException if those of one are, and those of the other are in [0, 1], or the
   *     columns are others
   */
  boolean areBytesWith(CsvOutline test) throws BadFileException {
    header.requireSame(test.header);
    boolean either = bytes || test.bytes;
    if (either && (fractions || test.fractions)) {
      throw BadFileException.of(
          "%s and %s: one has inputs 0 ... 255, the other in [0, 1]; scale both alike",
          header.file(), test.header.file());
    }
    return either;
  }
}
