package io.github.ann2snn.report.simulation;

import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit;
import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.files.Text;
import java.util.Arrays;

/**
 * The currents into neurons: constant while they flow, spread evenly from the first neuron to the
 * last, with noise on top.
 *
 * @param neurons how many, at least 1
 * @param first current into the first neuron
 * @param last current into the last neuron; a single neuron gets the first current
 * @param noise standard deviation of the noise, which is drawn anew at every step; at least 0
 * @param seed of the noise
 * @param switching when the current flows; noise always does
 */
public record Drive(
    int neurons, Quantity first, Quantity last, Quantity noise, long seed, Switching switching) {
  /** The most neurons; all-to-all synapses take memory for far fewer. */
  private static final int MAX_NEURONS = 1_000_000;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Drive {
    if (neurons < 1 || neurons > MAX_NEURONS) {
      throw Refusal.of("--neurons is %d, expected 1 to %d", neurons, MAX_NEURONS);
    }
    Refusal.when(noise.value().signum() < 0, "--noise is %s, expected at least 0nA", noise);
  }

  /** The constant part for each neuron, in nA. */
  public double[] nanoamperes() {
    double from = first.in(Unit.NANOAMPERE);
    double to = last.in(Unit.NANOAMPERE);
    double[] currents = new double[neurons];
    double step = neurons == 1 ? 0 : (to - from) / (neurons - 1);
    Arrays.setAll(currents, n -> from + n * step);
    if (neurons > 1) {
      currents[neurons - 1] = to;
    }
    return currents;
  }

  /**
   * The whole current.
   *
   * @throws IllegalArgumentException if it would never flow in a run of that length
   */
  public InputCurrent current(QuantitySteps steps) {
    InputCurrent always = InputCurrent.perNeuron(nanoamperes());
    InputCurrent gate = switching.plan(steps).gate();
    InputCurrent constant = switching.always() ? always : always.during(gate);
    return isNoisy()
        ? constant.plus(InputCurrent.noise(0, noise.in(Unit.NANOAMPERE), seed))
        : constant;
  }

  /** Whether there is noise. */
  public boolean isNoisy() {
    return noise.value().signum() > 0;
  }

  /** The strongest constant current, as it was given. */
  public Quantity strongest() {
    boolean rises = last.in(Unit.NANOAMPERE) > first.in(Unit.NANOAMPERE);
    return neurons > 1 && rises ? last : first;
  }

  /** Such as {@code 2.1nA ... 4nA}. */
  @Override
  public String toString() {
    String spread = first.equals(last) ? first.toString() : first + " ... " + last;
    String when = switching.always() ? spread : spread + ", " + switching;
    return isNoisy() ? Text.of("%s, noise of %s", when, noise) : when;
  }
}
