package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The weights of the page: histograms before and after, and who is connected to whom. */
final class WeightSeries {
  /** About as many intervals has a histogram. */
  private static final int INTERVALS = 40;

  /** With more neurons the cells of a matrix are too small to be seen. */
  private static final int MOST_IN_MATRIX = 200;

  private WeightSeries() {}

  static void write(SimulationFile file, ObjectNode data) throws IOException {
    if (!file.has(SeriesFile.WEIGHTS)) {
      return;
    }
    int neurons = file.neurons();
    ObjectNode node = data.putObject("weights");
    DoubleStream.Builder before = DoubleStream.builder();
    DoubleStream.Builder after = DoubleStream.builder();
    Double[] matrix = neurons <= MOST_IN_MATRIX ? new Double[neurons * neurons] : null;
    try (SeriesReader rows = new SeriesReader(file.folder(), SeriesFile.WEIGHTS, "from", "to")) {
      if (rows.header().size() != 4) {
        throw file.damage(SeriesFile.WEIGHTS.fileName() + " has no weights before and after");
      }
      node.put("unit", rows.header().get(3).replaceFirst(".*_", ""));
      while (rows.next()) {
        before.add(rows.at(2));
        after.add(rows.at(3));
        int from = rows.index(0, neurons);
        int to = rows.index(1, neurons);
        if (matrix != null) {
          int cell = from * neurons + to;
          matrix[cell] = (matrix[cell] == null ? 0 : matrix[cell]) + rows.at(3);
        }
      }
    }
    histograms(before.build().toArray(), after.build().toArray(), node);
    if (matrix != null) {
      matrix(matrix, node.putArray("matrix"));
    }
  }

  private static void histograms(double[] before, double[] after, ObjectNode node) {
    node.put("synapses", before.length);
    if (before.length > 0) {
      var all = DoubleStream.concat(Arrays.stream(before), Arrays.stream(after));
      var summary = all.summaryStatistics();
      Bins bins = Bins.over(summary.getMin(), summary.getMax(), INTERVALS);
      bins.write(node);
      ArrayNode counts = node.putArray("before");
      Arrays.stream(bins.count(before)).forEach(counts::add);
      ArrayNode later = node.putArray("after");
      Arrays.stream(bins.count(after)).forEach(later::add);
    }
  }

  /** Four digits of the largest are enough for a colour, and for a number beside it. */
  private static void matrix(Double[] cells, ArrayNode matrix) {
    double most =
        Arrays.stream(cells).mapToDouble(cell -> cell == null ? 0 : Math.abs(cell)).max().orElse(0);
    double scale = most > 0 ? Math.pow(10, Math.ceil(4 - Math.log10(most))) : 1;
    for (Double cell : cells) {
      matrix.add(cell == null ? null : Math.rint(cell * scale) / scale);
    }
  }
}
