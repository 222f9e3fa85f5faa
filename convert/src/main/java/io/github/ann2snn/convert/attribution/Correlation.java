package io.github.ann2snn.convert.attribution;

/** Pearson's correlation of pairs that come one by one (Welford 1962's running means). */
public final class Correlation {
  private long n;
  private double meanX;
  private double meanY;
  private double xx;
  private double yy;
  private double xy;

  /** Adds a pair. */
  public void add(double x, double y) {
    n++;
    double dx = x - meanX;
    double dy = y - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }

  /** From -1 to 1; NaN if either is constant. */
  public double value() {
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }

  double meanX() {
    return meanX;
  }
}
