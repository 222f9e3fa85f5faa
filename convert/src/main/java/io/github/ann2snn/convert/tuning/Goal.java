package io.github.ann2snn.convert.tuning;

import io.github.ann2snn.files.Refusal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What is sought: the cheapest point whose accuracy drop is, with some confidence, at most so much.
 *
 * @param objective what is to be cheap
 * @param maxAccuracyDrop the largest drop allowed, as a fraction in [0, 1]
 * @param confidence of the bound of the drop, greater than 0.5 and less than 1
 */
public record Goal(Objective objective, double maxAccuracyDrop, double confidence) {
  /**
   * A goal in percentage points.
   *
   * @param objective what is to be cheap
   * @param points the largest drop allowed, 0 to 100
   * @param confidence of the bound of the drop
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Goal within(Objective objective, double points, double confidence) {
    Refusal.when(
        !(points >= 0 && points <= 100),
        "--max-accuracy-drop is %s, expected 0 to 100 percentage points",
        points);
    Refusal.when(
        !(confidence > 0.5 && confidence < 1),
        "--confidence is %s, expected 0.5 < C < 1",
        confidence);
    return new Goal(objective, points / 100, confidence);
  }

  /** The same with the chance to be wrong shared by so many. */
  Goal among(int many) {
    return new Goal(objective, maxAccuracyDrop, 1 - (1 - confidence) / many);
  }

  /** The upper confidence bound of a point's drop. */
  public double bound(OperatingPoint point) {
    return point.counts().upperBound(confidence);
  }

  /**
   * The bound as a search should see it: that a network gets more right than its ANN is luck, which
   * earns it nothing, so its drop counts as 0. Of many settings the luckiest would be taken for the
   * safest otherwise.
   */
  public double cautiousBound(OperatingPoint point) {
    return bound(point) + Math.max(0, -point.counts().drop());
  }

  /** Whether a point's cautious bound is low enough. */
  boolean isPromising(OperatingPoint point) {
    return cautiousBound(point) <= maxAccuracyDrop;
  }

  /** Whether a point's bound is low enough. */
  public boolean isMet(OperatingPoint point) {
    return bound(point) <= maxAccuracyDrop;
  }

  /**
   * The better trial first: one with a promising point, then the cheaper; where none does, the one
   * that comes nearest.
   */
  Comparator<Trial> order() {
    return Comparator.<Trial>comparingDouble(trial -> trial.cheapest(this).isPresent() ? 0 : 1)
        .thenComparingDouble(this::value)
        .thenComparingInt(Trial::number);
  }

  private double value(Trial trial) {
    Optional<OperatingPoint> cheapest = trial.cheapest(this);
    return cheapest.map(objective::cost).orElseGet(() -> trial.smallestBound(this));
  }

  /** What is to be cheap; each is a mean per sample. */
  public enum Objective {
    /**
     * Nanojoules of the profile {@code cmos-45nm-fp32}, with the MACs of an analogue first layer.
     */
    ENERGY,
    /** Time steps. */
    LATENCY,
    /** Synaptic operations alone; the MACs of an analogue first layer are none. */
    SYNOPS;

    /** The cost of a point. */
    public double cost(OperatingPoint point) {
      return switch (this) {
        case ENERGY -> point.nanojoules();
        case LATENCY -> point.meanTimesteps();
        case SYNOPS -> point.synapticOperations();
      };
    }

    /** How users and files name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
