package io.github.ann2snn.datasets.csv;

import io.github.ann2snn.datasets.ColumnScale;
import io.github.ann2snn.datasets.InputScale;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a CSV file holds, its inputs aside: the scans of its ranges put together. Its errors are
 * those of a table that is read from beginning to end.
 *
 * @param header what the columns are
 * @param labels the column of labels
 * @param marks places from which rows can be read, the first row's among them
 * @param bytes whether some input is above 1, so that all stand for 0 ... 255
 * @param fractions whether some input is no integer, so that all are in [0, 1]
 * @param measured lowest and highest values, where columns are scaled
 */
record CsvOutline(
    CsvHeader header,
    ClassLabels.Column labels,
    List<CsvInputs.Mark> marks,
    boolean bytes,
    boolean fractions,
    Optional<ColumnScale.Measured> measured) {
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
    Optional<ColumnScale.Measured> measured =
        start.scaled() ? Optional.of(new ColumnScale.Measured(header.width())) : Optional.empty();
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
      measured.ifPresent(all -> all.add(scan.measured));
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
    return new CsvOutline(header, labels, marks, large != null, fraction != null, measured);
  }

  /** Number of rows. */
  int rows() {
    return labels.pieces().stream().mapToInt(ClassLabels.Tally::size).sum();
  }

  /**
   * What the numbers of training and test samples stand for.
   *
   * @param test may be this
   * @param training lowest and highest values of the training samples, where columns are scaled
   * @throws BadFileException if those of one are bytes, and those of the other are in [0, 1], the
   *     columns are others, or a network has scaled other ones
   */
  InputScale scale(CsvOutline test, Optional<ColumnScale.Measured> training, Optional<String> kept)
      throws BadFileException {
    header.requireSame(test.header);
    if (kept.isPresent()) {
      ColumnScale scale = ColumnScale.parse(kept.get(), "the network");
      BadFileException.when(
          scale.width() != header.width(),
          "%s has %d inputs, but the network has scaled tables of %d; name the data set that it was made for with --dataset",
          header.file(),
          header.width(),
          scale.width());
      return scale;
    }
    if (training.isPresent()) {
      return training.get().scale();
    }
    boolean either = bytes || test.bytes;
    if (either && (fractions || test.fractions)) {
      throw BadFileException.of(
          "%s and %s: one has inputs 0 ... 255, the other in [0, 1]; scale both alike, or let --scale columns do it",
          header.file(), test.header.file());
    }
    return either ? InputScale.Usual.BYTES : InputScale.Usual.UNIT;
  }

  /** What the user should know of values that a scale of columns does not reach. */
  Optional<String> beyond(ColumnScale scale, String which, ColumnScale.Measured measured) {
    int[] inputs = scale.exceededBy(measured);
    if (inputs.length == 0) {
      return Optional.empty();
    }
    int first = inputs[0];
    return Optional.of(
        Text.of(
            "%s have values beyond those that the network is trained on in %d of %d columns; they count as the nearest of these (%s: %s, trained on %s ... %s)",
            which,
            inputs.length,
            scale.width(),
            header.describe(header.column(first)),
            measured.bounds(first),
            scale.lowest()[first],
            scale.highest()[first]));
  }
}
