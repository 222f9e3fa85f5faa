package io.github.ann2snn.ann.training;

import java.util.Locale;

/**
 * What the learning rate is multiplied by after the warm-up, as a function of how far training is:
 * p = 0 at its first update after the warm-up, below 1 at its last.
 */
public enum LearningRateSchedule {
  /** Always 1. */
  CONSTANT,
  /**
   * ½ (1 + cos π p): Loshchilov and Hutter 2017 (SGDR), equation 5, without restarts and with a
   * least rate of 0.
   */
  COSINE,
  /** 1, from p = ½ on 0.1, from p = ¾ on 0.01: He et al. 2016, section 4.2. */
  STEP;

  /**
   * The factor.
   *
   * @param p at least 0, less than 1
   * @return greater than 0, at most 1
   */
  public double factor(double p) {
    return switch (this) {
      case CONSTANT -> 1;
      case COSINE -> 0.5 * (1 + StrictMath.cos(Math.PI * p));
      case STEP -> p < 0.5 ? 1 : p < 0.75 ? 0.1 : 0.01;
    };
  }

  /** How users and files name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
