package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.simulation.Series.Kind;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The weights of synapses before and after a run; on the page histograms of both, and who is
 * connected to whom.
 */
record Weights(Series series) {
  private static final int BEFORE = 2;
  private static final int AFTER = 3;

  /** About as many intervals has a histogram. */
  private static final int INTERVALS = 40;

  /** With more neurons the cells of a matrix are too small to be seen. */
  private static final int MOST_IN_MATRIX = 200;

  static Weights of(SynapseGroup group, double[] after) {
    SynapsePairs pairs = group.pairs();
    String unit = group.response().unit();
    double[] before = group.weights();
    return new Weights(
        new Series(
            Kind.WEIGHTS,
            List.of("from", "to", "before_" + unit, "after_" + unit),
            pairs.count(),
            (k, c) ->
                switch (c) {
                  case 0 -> pairs.source(k);
                  case 1 -> pairs.target(k);
                  case BEFORE -> before[k];
                  default -> after[k];
                }));
  }

  private String unit() {
    return series.header().get(AFTER).replaceFirst(".*_", "");
  }

  /** How many weights became larger (1) or smaller (-1). */
  private long changed(int sign) {
    return IntStream.range(0, series.rows())
        .filter(k -> Math.signum(series.at(k, AFTER) - series.at(k, BEFORE)) == sign)
        .count();
  }

  private DoubleSummaryStatistics summary(int column) {
    return series.column(column).summaryStatistics();
  }

  /** For the document, and for people. */
  void describe(ObjectNode findings, Map<String, String> lines) {
    long grew = changed(1);
    long shrank = changed(-1);
    ObjectNode node = findings.putObject("weights");
    node.put("unit", unit()).put("synapses", series.rows()).put("changed", grew + shrank);
    node.put("grew", grew).put("shrank", shrank);
    lines.put("synapses", Text.of("%,d, of which %,d changed", series.rows(), grew + shrank));
    if (series.rows() > 0) {
      lines.put("weights before", summary(summary(BEFORE), node.putObject("before")));
      lines.put("weights after", summary(summary(AFTER), node.putObject("after")));
    }
  }

  private String summary(DoubleSummaryStatistics all, ObjectNode node) {
    node.put("lowest", all.getMin()).put("mean", all.getAverage()).put("highest", all.getMax());
    return Text.of(
        "%s ... %s %s, mean %s %s",
        Figure.of(all.getMin()),
        Figure.of(all.getMax()),
        unit(),
        Figure.of(all.getAverage()),
        unit());
  }

  /** What became of them, in a sentence. */
  String sentence() {
    if (series.rows() == 0) {
      return "There are no synapses.";
    }
    String synapses = Figure.count(series.rows(), "synapse");
    long grew = changed(1);
    long shrank = changed(-1);
    if (grew + shrank == 0) {
      return Text.of("None of %s changed its weight.", synapses);
    }
    return Text.of(
        "Of %s %,d grew and %,d shrank; the mean weight went from %s to %s %s.",
        synapses,
        grew,
        shrank,
        Figure.rough(summary(BEFORE).getAverage()),
        Figure.rough(summary(AFTER).getAverage()),
        unit());
  }

  /** Puts what the page shows into {@code node}. */
  void draw(int neurons, ObjectNode node) {
    node.put("unit", unit()).put("synapses", series.rows());
    if (series.rows() > 0) {
      var all = DoubleStream.concat(series.column(BEFORE), series.column(AFTER));
      var summary = all.summaryStatistics();
      Bins bins = Bins.over(summary.getMin(), summary.getMax(), INTERVALS);
      bins.write(node);
      bins.count(series.column(BEFORE)).forEach(node.putArray("before")::add);
      bins.count(series.column(AFTER)).forEach(node.putArray("after")::add);
    }
    if (neurons <= MOST_IN_MATRIX) {
      matrix(neurons, node.putArray("matrix"));
    }
  }

  /** Four digits of the largest are enough for a colour, and for a number beside it. */
  private void matrix(int neurons, ArrayNode matrix) {
    Double[] cells = new Double[neurons * neurons];
    for (int k = 0; k < series.rows(); k++) {
      int from = (int) series.at(k, 0);
      int to = (int) series.at(k, 1);
      int cell = from * neurons + to;
      cells[cell] = (cells[cell] == null ? 0 : cells[cell]) + series.at(k, AFTER);
    }
    double most =
        Arrays.stream(cells).mapToDouble(cell -> cell == null ? 0 : Math.abs(cell)).max().orElse(0);
    double scale = most > 0 ? Math.pow(10, Math.ceil(4 - Math.log10(most))) : 1;
    for (Double cell : cells) {
      matrix.add(cell == null ? null : Math.rint(cell * scale) / scale);
    }
  }
}
