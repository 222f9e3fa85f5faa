package io.github.ann2snn.report.build;

/**
 * What the margin of an early exit was calibrated on.
 *
 * @param calibratedOn {@link #HELD_OUT} or {@link #TRAINED_ON}
 * @param samples number of samples
 * @param toleratedDisagreement share of them that may get another class than in the full run
 */
public record ExitCalibration(String calibratedOn, int samples, double toleratedDisagreement) {
  /** Training samples that were held out from training. */
  public static final String HELD_OUT = "held-out training samples";

  /** Training samples that the model was trained on, as far as anybody knows. */
  public static final String TRAINED_ON = "training samples";
}
