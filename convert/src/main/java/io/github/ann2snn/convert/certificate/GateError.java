package io.github.ann2snn.convert.certificate;

import io.github.ann2snn.runtime.connection.MaxGate;
import java.util.Locale;

/**
 * By how much the rate that a max pooling gate lets through departs from the largest firing rate of
 * its window: what the choice of one neuron at a time costs ({@link MaxGate}).
 *
 * @param layer that begins with the gate
 * @param mean magnitude over windows and samples, in spikes per step
 * @param largest likewise
 * @param exact share of windows and samples that have no error
 */
public record GateError(String layer, double mean, double largest, double exact) {
  /** Such as {@code 0.0031 of a rate of 1 on average, 0.125 at most, none in 97.20 %}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2g of a rate of 1 on average, %.2g at most, none in %.2f %%",
        mean,
        largest,
        100 * exact);
  }
}
