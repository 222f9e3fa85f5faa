package io.github.ann2snn.runtime.neuron;

/** When a neuron fires. */
public enum FireRule {
  /** {@code v >= theta}. */
  AT_THRESHOLD(">="),
  /** {@code v > theta}, the text of NIR. */
  ABOVE_THRESHOLD(">");

  private final String symbol;

  FireRule(String symbol) {
    this.symbol = symbol;
  }

  /** {@code >=} or {@code >}. */
  public String symbol() {
    return symbol;
  }

  /** Whether a neuron of potential {@code v} and threshold {@code theta} fires. */
  public boolean fires(float v, float theta) {
    return this == AT_THRESHOLD ? v >= theta : v > theta;
  }
}
