package io.github.ann2snn.runtime.evaluation;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How samples are read from files, whoever reads them.
 *
 * @param labelColumn the column of a table that holds labels: a name, or an index of a CSV file's;
 *     empty: found by its name
 * @param featureColumn the column of a Parquet file that holds inputs; empty: the only other one
 * @param separator what stands between the cells of a CSV file; empty: found out
 * @param decimalMark a comma or a point, in the numbers of a CSV file; empty: found out
 * @param scaleColumns whether each column of a CSV file is scaled by what the training rows show
 * @param grey whether pictures in colour become grey
 * @param network that is to take the samples
 */
public record SampleReading(
    Optional<String> labelColumn,
    Optional<String> featureColumn,
    Optional<Character> separator,
    Optional<Character> decimalMark,
    boolean scaleColumns,
    boolean grey,
    TakingNetwork network) {
  /** Everything is found out, and samples are read as they are. */
  public static final SampleReading USUAL = of(Optional.empty());

  /** The usual way, with labels in a column. */
  public static SampleReading of(Optional<String> labelColumn) {
    return new SampleReading(
        labelColumn,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        TakingNetwork.UNKNOWN);
  }

  /** The same for a network. */
  public SampleReading with(TakingNetwork other) {
    return new SampleReading(
        labelColumn, featureColumn, separator, decimalMark, scaleColumns, grey, other);
  }

  /**
   * What a network says of the samples that it takes.
   *
   * @param inputs how many it has; empty if there is no network yet
   * @param classes how many it tells; likewise
   * @param columnScale how the columns of its tables are scaled, as its file keeps it; empty: not
   *     at all
   */
  public record TakingNetwork(
      OptionalInt inputs, OptionalInt classes, Optional<String> columnScale) {
    /** There is none yet. */
    public static final TakingNetwork UNKNOWN =
        new TakingNetwork(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** A network of that size. */
    public static TakingNetwork of(int inputs, int classes, Optional<String> columnScale) {
      return new TakingNetwork(OptionalInt.of(inputs), OptionalInt.of(classes), columnScale);
    }
  }
}
