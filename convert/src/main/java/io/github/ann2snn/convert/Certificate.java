package io.github.ann2snn.convert;

/**
 * Evidence that the normalised network, run as an ANN, is the network it came from.
 *
 * @param samples held-out training samples compared
 * @param ties samples whose two best classes were too close to tell apart
 * @param worstDifference the largest difference between a logit and its rescaled counterpart,
 *     relative to the sample's largest logit
 */
public record Certificate(int samples, int ties, double worstDifference) {
  /** The largest relative difference that passes. */
  public static final double TOLERANCE = 1e-3;

  /** How many samples are compared where the data set has that many. */
  public static final int SAMPLES = 1000;
}
