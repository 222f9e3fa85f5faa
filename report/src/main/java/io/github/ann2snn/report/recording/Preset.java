package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.quantity.Dimension;
import io.github.ann2snn.dynamics.quantity.Quantity;

/** Currents that go by a name. */
public enum Preset {
  /** The current that the tutorial on plasticity prints, at which its neurons stay silent. */
  TUTORIAL("tutorial", "1.5pA", "1.5pA"),

  /** The tutorial's neurons with currents at which they fire, each at a rate of its own. */
  TUTORIAL_DRIVEN("tutorial-driven", "2.1nA", "4nA");

  private final String key;
  private final String first;
  private final String last;

  Preset(String key, String first, String last) {
    this.key = key;
    this.first = first;
    this.last = last;
  }

  /** The current into the first neuron. */
  public Quantity first() {
    return Quantity.parse(first, Dimension.CURRENT);
  }

  /** The current into the last neuron. */
  public Quantity last() {
    return Quantity.parse(last, Dimension.CURRENT);
  }

  @Override
  public String toString() {
    return key;
  }
}
