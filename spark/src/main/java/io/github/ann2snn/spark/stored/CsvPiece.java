package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.csv.CsvScan;
import io.github.ann2snn.datasets.csv.CsvStart;
import io.github.ann2snn.spark.job.ScanJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A range of a CSV file's bytes, whose rows are to be counted and checked.
 *
 * @param url of the file
 * @param start what its first lines tell
 * @param from where it begins
 * @param end behind the byte at which its last line may begin
 */
record CsvPiece(String url, CsvStart start, long from, long end) implements ScanJob.Piece<CsvScan> {
  /** Property of Hadoop's configuration: bytes of a range. */
  static final String BYTES = "ann2snn.csv.range";

  private static final long DEFAULT_BYTES = 32L << 20;

  /** The ranges of a file. */
  static List<CsvPiece> of(String url, CsvStart start, long size, Configuration hadoop) {
    long bytes = hadoop.getLong(BYTES, DEFAULT_BYTES);
    List<CsvPiece> pieces = new ArrayList<>();
    for (long from = start.offset(); from < size; from += bytes) {
      pieces.add(new CsvPiece(url, start, from, Math.min(size, from + bytes)));
    }
    return pieces;
  }

  /** A line that begins at the range's first byte is known by the end of the one before it. */
  @Override
  public CsvScan scan(Configuration hadoop) throws IOException {
    boolean midway = from > start.offset();
    long first = midway ? from - 1 : from;
    return CsvScan.of(start.header(), StoredFile.read(url, first, hadoop), first, midway, end);
  }
}
