package io.github.ann2snn.report.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.SynapseGroup;
import io.github.ann2snn.dynamics.leaky.SynapseGroup.SynapsePairs;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import io.github.ann2snn.report.recording.SimulationDocument.Figure;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The weights of synapses before and after a run. */
final class LearnedWeights {
  private final SynapsePairs pairs;
  private final String unit;
  private final double[] before;
  private final double[] after;
  private final long grew;
  private final long shrank;

  LearnedWeights(SynapseGroup group, double[] after) {
    pairs = group.pairs();
    unit = group.response().unit();
    before = group.weights();
    this.after = after.clone();
    grew = IntStream.range(0, after.length).filter(k -> after[k] > before[k]).count();
    shrank = IntStream.range(0, after.length).filter(k -> after[k] < before[k]).count();
  }

  CsvTable csv() {
    return new CsvTable(
        SeriesFile.WEIGHTS,
        List.of("from", "to", "before_" + unit, "after_" + unit),
        pairs.count(),
        k -> List.of(pairs.source(k), pairs.target(k), before[k], after[k]));
  }

  /** For the document, and for people. */
  void describe(ObjectNode findings, Map<String, String> lines) {
    ObjectNode node = findings.putObject("weights");
    node.put("unit", unit).put("synapses", after.length).put("changed", grew + shrank);
    node.put("grew", grew).put("shrank", shrank);
    lines.put("synapses", Text.of("%,d, of which %,d changed", after.length, grew + shrank));
    if (after.length > 0) {
      lines.put("weights before", summary(before, node.putObject("before")));
      lines.put("weights after", summary(after, node.putObject("after")));
    }
  }

  private String summary(double[] weights, ObjectNode node) {
    DoubleSummaryStatistics all = Arrays.stream(weights).summaryStatistics();
    node.put("lowest", all.getMin()).put("mean", all.getAverage()).put("highest", all.getMax());
    return Text.of(
        "%s ... %s %s, mean %s %s",
        Figure.of(all.getMin()), Figure.of(all.getMax()), unit, Figure.of(all.getAverage()), unit);
  }

  /** What became of them, in a sentence. */
  String sentence() {
    if (after.length == 0) {
      return "There are no synapses.";
    }
    if (grew + shrank == 0) {
      return Text.of("None of %s changed its weight.", Words.count(after.length, "synapse"));
    }
    return Text.of(
        "Of %s %,d grew and %,d shrank; the mean weight went from %s to %s %s.",
        Words.count(after.length, "synapse"),
        grew,
        shrank,
        Figure.rough(Arrays.stream(before).average().orElseThrow()),
        Figure.rough(Arrays.stream(after).average().orElseThrow()),
        unit);
  }
}
