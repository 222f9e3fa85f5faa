package io.github.ann2snn.convert.tuning;

import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * A setting that is to be confirmed, step by step: from so many steps on down, until one fails
 * (fixed sequence testing, see {@link Confirmation}). By the figures of the search, the luckiest
 * would come early, fail, and end it.
 *
 * @param trial of the search
 * @param sought the fewest steps of the search that promised to meet the goal, by the mean drop of
 *     these and the next two, so that luck counts less; where none did, the point with the smallest
 *     bound
 * @param promising whether any did
 * @param most steps to begin with: those it is made for, or all
 */
record Finalist(Trial trial, OperatingPoint sought, boolean promising, int most) {
  private static final int NEIGHBOURS = 3;

  /**
   * Of what a search found.
   *
   * @param made the steps that it is made for, if it is
   * @param points all of the setting, earlier readout starts first
   * @param precision how much narrower bounds will be with the samples to confirm on
   */
  static Finalist of(
      Trial trial,
      Optional<Integer> made,
      List<OperatingPoint> points,
      Goal goal,
      double precision) {
    IntSummaryStatistics steps =
        points.stream().mapToInt(OperatingPoint::timesteps).summaryStatistics();
    int wanted = Math.min(made.orElse(steps.getMax()), steps.getMax());
    int most = Math.max(wanted, steps.getMin());
    List<OperatingPoint> first =
        points.stream().filter(point -> point.timesteps() == most).toList();
    int start = ParetoFront.withEarliestStarts(first).get(0).readoutStart();
    List<OperatingPoint> rising =
        points.stream()
            .filter(point -> point.readoutStart() == start && point.timesteps() <= most)
            .sorted(Comparator.comparingInt(OperatingPoint::timesteps))
            .toList();
    for (int k = 0; k < rising.size(); k++) {
      List<OperatingPoint> next = rising.subList(k, Math.min(k + NEIGHBOURS, rising.size()));
      double drop =
          next.stream().mapToDouble(point -> point.counts().drop()).average().orElseThrow();
      double width = goal.bound(rising.get(k)) - rising.get(k).counts().drop();
      if (Math.max(0, drop) + width / precision <= goal.maxAccuracyDrop()) {
        return new Finalist(trial, rising.get(k), true, most);
      }
    }
    OperatingPoint safest =
        rising.stream().min(Comparator.comparingDouble(goal::cautiousBound)).orElseThrow();
    return new Finalist(trial, safest, false, most);
  }

  /** From so many steps on it is confirmed: some more than it seems to need. */
  int steps() {
    int some = sought.timesteps() + Math.max(2, sought.timesteps() / 4);
    return Math.max(sought.timesteps(), Math.min(most, some));
  }

  /**
   * The last that passes on samples without a part in the search, of which these are all points.
   */
  Optional<Confirmation> confirm(List<OperatingPoint> points, Goal goal) {
    return points.stream()
        .filter(point -> point.readoutStart().equals(sought.readoutStart()))
        .filter(point -> point.timesteps() <= steps())
        .sorted(Comparator.comparingInt(point -> -point.timesteps()))
        .takeWhile(goal::isMet)
        .reduce((dearer, cheaper) -> cheaper)
        .map(
            point ->
                new Confirmation(
                    trial.number(), point, point.counts().drop(), goal.bound(point), true));
  }
}
