package io.github.ann2snn.interop.chip;

import io.github.ann2snn.files.Text;

/**
 * A rule of a chip that a network breaks.
 *
 * @param layer that breaks it; empty if the network as a whole does
 * @param limit which rule, such as {@code inputAxons}
 * @param needed by the network
 * @param available on the chip; 0 for what it lacks
 * @param unit of both
 * @param source of the rule
 * @param remedy what would fit
 */
public record Problem(
    String layer,
    String limit,
    long needed,
    long available,
    String unit,
    String source,
    String remedy) {
  /** The problem and its remedy for people. */
  public String sentence() {
    return Text.of(
        "%s%s: %,d %s, the chip has %s (%s); %s",
        layer.isEmpty() ? "" : layer + ": ",
        limit,
        needed,
        unit,
        available == 0 ? "none" : Text.of("%,d", available),
        source,
        remedy);
  }
}
