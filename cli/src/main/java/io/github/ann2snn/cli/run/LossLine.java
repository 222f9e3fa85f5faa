package io.github.ann2snn.cli.run;

import io.github.ann2snn.ann.record.BatchCurve;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.report.text.TextStyle.Sparkline;
import java.util.ArrayList;
import java.util.List;

/** The loss from the first batch on, as a sparkline behind the bar of an epoch. */
final class LossLine {
  /** What a terminal of 80 columns has room for. */
  private static final int WIDTH = 12;

  private final boolean shown;
  private final List<Float> before = new ArrayList<>();
  private BatchCurve.Builder epoch = new BatchCurve.Builder(1);
  private int points;
  private String drawn = "";

  /**
   * @param shown whether there is anybody to see it, on a terminal that has its letters
   */
  LossLine(boolean shown) {
    this.shown = shown;
  }

  /** What is known of the training so far. */
  void recorded(TrainingRecord record) {
    before.clear();
    record.epochs().forEach(ended -> before.addAll(ended.curve().loss()));
  }

  /** An epoch begins. */
  void start(int batches) {
    epoch = new BatchCurve.Builder(batches);
    points = 0;
  }

  /** The line behind a blank, with the loss of another batch; empty if it is not shown. */
  String with(double loss) {
    if (shown) {
      epoch.add(1, loss, 0);
      List<Float> now = epoch.build().loss();
      if (now.size() > points) {
        points = now.size();
        List<Float> all = new ArrayList<>(before);
        all.addAll(now);
        double[] values = all.stream().mapToDouble(Float::doubleValue).toArray();
        drawn = " " + Sparkline.ofLosses(values, WIDTH);
      }
    }
    return drawn;
  }
}
