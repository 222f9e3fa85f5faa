package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.quantity.Unit.Dimension;

/** What an arriving spike does, as users know it. */
public enum SynapseKind {
  /** V jumps by the weight. */
  JUMP("jump", Dimension.VOLTAGE),

  /** A current jumps by the weight and decays. */
  EXPONENTIAL("exponential", Dimension.CURRENT);

  private final String key;
  private final Dimension dimension;

  SynapseKind(String key, Dimension dimension) {
    this.key = key;
    this.dimension = dimension;
  }

  /** What its weights measure. */
  public Dimension dimension() {
    return dimension;
  }

  @Override
  public String toString() {
    return key;
  }
}
