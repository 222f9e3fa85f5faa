package io.github.ann2snn.dynamics.hodgkinhuxley;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxley.HodgkinHuxleyState;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun.HodgkinHuxleyTrace;
import io.github.ann2snn.dynamics.quantity.Allowed;
import io.github.ann2snn.dynamics.quantity.InputCurrent;
import io.github.ann2snn.files.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Runs membranes that know nothing of each other, each from rest.
 *
 * <p>Step {@code k = 0, 1, ...} goes from time {@code k dt} to {@code (k + 1) dt} with the current
 * {@code InputCurrent.at(neuron, k)}, constant within it. A neuron fires where its potential
 * crosses {@value #SPIKE_LEVEL} mV upwards; the time of that lies on the straight line between the
 * two steps. Depolarised so strongly that its peaks stay below that level (the squid's axon from
 * about 63 uA/cm2 on), a membrane oscillates without firing.
 *
 * @param membrane of all neurons
 * @param area of each neuron, which turns currents into densities
 * @param method how a step is done
 * @param dtMs step in ms, greater than 0 and at most the method's {@link
 *     HodgkinHuxleyMethod#longestStep longest}
 */
public record HodgkinHuxleySimulation(
    HodgkinHuxley membrane, MembraneArea area, HodgkinHuxleyMethod method, double dtMs) {
  /** Crossing it upwards is a spike, in mV. */
  public static final double SPIKE_LEVEL = 0;

  /** The most states that the traces of a run keep: 256 MB. */
  public static final long MAX_TRACED_STATES = 1L << 23;

  /**
   * @throws IllegalArgumentException if the step is out of range
   */
  public HodgkinHuxleySimulation {
    Refusal.when(!(dtMs > 0), "dt is %s ms, expected more than 0", dtMs);
    if (dtMs > method.longestStep()) {
      throw Refusal.of(
          "dt is %s ms, with which %s is unstable or far off; it takes at most %s ms. Take a shorter step, such as 0.01 ms%s",
          dtMs, method, method.longestStep(), alternative(dtMs));
    }
  }

  /** The methods that take a step. */
  private static String alternative(double dtMs) {
    return Arrays.stream(HodgkinHuxleyMethod.values())
        .filter(other -> dtMs <= other.longestStep())
        .map(other -> ", or the method " + other)
        .collect(Collectors.joining());
  }

  /**
   * Runs all neurons.
   *
   * @param neurons how many, at least 1
   * @param steps how many, at least 1
   * @param current what is injected into each at each step, in nA
   * @param traced the neurons whose states are kept
   * @throws IllegalArgumentException if a number is out of range, a traced neuron does not exist,
   *     the traces become larger than {@link #MAX_TRACED_STATES}, a current is not finite, or the
   *     step is too long for what the membrane does
   */
  public HodgkinHuxleyRun run(int neurons, long steps, InputCurrent current, int... traced) {
    Map<Integer, HodgkinHuxleyTrace> traces = traces(neurons, steps, traced);
    double[][] spikes = new double[neurons][];
    for (int j = 0; j < neurons; j++) {
      spikes[j] = run(j, steps, current, traces.get(j));
    }
    return new HodgkinHuxleyRun(dtMs, steps, spikes, traces);
  }

  private Map<Integer, HodgkinHuxleyTrace> traces(int neurons, long steps, int... traced) {
    if (neurons < 1 || steps < 1) {
      throw Refusal.of("%d neurons and %d steps, expected at least 1 of each", neurons, steps);
    }
    int[] distinct = Arrays.stream(traced).distinct().toArray();
    if (distinct.length > 0 && steps >= MAX_TRACED_STATES / distinct.length) {
      throw Refusal.of(
          "%d traces of %d steps are more than %d states; trace fewer neurons or fewer steps",
          distinct.length, steps, MAX_TRACED_STATES);
    }
    Map<Integer, HodgkinHuxleyTrace> traces = new TreeMap<>();
    for (int j : distinct) {
      if (j < 0 || j >= neurons) {
        throw Refusal.of("there is no neuron %d to trace, expected 0 to %d", j, neurons - 1);
      }
      traces.put(j, new HodgkinHuxleyTrace(dtMs, (int) steps + 1));
    }
    return traces;
  }

  /** The spikes of one neuron; {@code trace} may be null. */
  private double[] run(int neuron, long steps, InputCurrent current, HodgkinHuxleyTrace trace) {
    DoubleStream.Builder spikes = DoubleStream.builder();
    HodgkinHuxleyRange range = new HodgkinHuxleyRange(membrane);
    HodgkinHuxleyState state = membrane.rest();
    for (long k = 0; k < steps; k++) {
      if (trace != null) {
        trace.set((int) k, state);
      }
      double density = density(neuron, k, current);
      range.admit(density);
      HodgkinHuxleyState next = method.step(membrane, state, density, dtMs);
      if (!range.contains(next)) {
        throw tooLong(neuron, k, density, next);
      }
      if (state.v() < SPIKE_LEVEL && next.v() >= SPIKE_LEVEL) {
        spikes.add((k + (SPIKE_LEVEL - state.v()) / (next.v() - state.v())) * dtMs);
      }
      state = next;
    }
    if (trace != null) {
      trace.set((int) steps, state);
    }
    return spikes.build().toArray();
  }

  private double density(int neuron, long step, InputCurrent current) {
    double nanoamperes = current.at(neuron, step);
    double density = area.density(nanoamperes);
    if (!Double.isFinite(density)) {
      throw Refusal.of(
          "the current into neuron %d at step %d is %s nA, expected a finite number",
          neuron, step, nanoamperes);
    }
    return density;
  }

  private IllegalArgumentException tooLong(
      int neuron, long step, double density, HodgkinHuxleyState state) {
    return Refusal.of(
        "neuron %d leaves the range of every solution at step %d (V = %s mV) under %s uA/cm2:"
            + " a dt of %s ms is too long for %s; take a shorter one or a weaker current",
        neuron, step, state.v(), density, dtMs, method);
  }

  /**
   * Where every exact solution stays: gates within 0 and 1, the potential between the reversal
   * potentials, widened by what the leak needs to carry the current away. A computed state outside
   * is proof that the step is too long.
   */
  static final class HodgkinHuxleyRange {
    /** Room for rounding. */
    private static final double SLACK = 1e-9;

    private final HodgkinHuxley membrane;
    private double lowest;
    private double highest;
    private double least;
    private double most;

    HodgkinHuxleyRange(HodgkinHuxley membrane) {
      this.membrane = membrane;
      lowest = membrane.lowest(0);
      highest = membrane.highest(0);
    }

    /**
     * Widens the range for a current that flows from now on.
     *
     * @param density in uA/cm2, finite
     */
    void admit(double density) {
      if (density < least) {
        least = density;
        lowest = membrane.lowest(density);
      }
      if (density > most) {
        most = density;
        highest = membrane.highest(density);
      }
    }

    boolean contains(HodgkinHuxleyState s) {
      double slack = SLACK * (highest - lowest);
      return s.v() >= lowest - slack
          && s.v() <= highest + slack
          && share(s.m())
          && share(s.h())
          && share(s.n());
    }

    private static boolean share(double x) {
      return x >= -SLACK && x <= 1 + SLACK;
    }
  }

  /**
   * The membrane that a current spreads over.
   *
   * @param squareMicrometres in um2, greater than 0
   */
  public record MembraneArea(double squareMicrometres) {
    /**
     * 20,000 um2, the cell of the benchmarks of R. Brette et al., "Simulation of networks of
     * spiking neurons: a review of tools and strategies", J. Comput. Neurosci. 23, 349-398, 2007,
     * benchmark 3. 1 nA is 5 uA/cm2 there.
     */
    public static final MembraneArea BENCHMARK_CELL = new MembraneArea(20_000);

    /** 1 nA / um2 = 1e-3 uA / 1e-8 cm2. */
    private static final double DENSITY = 1e5;

    /**
     * @throws IllegalArgumentException if the area is not a number greater than 0
     */
    public MembraneArea {
      boolean allowed = squareMicrometres > 0 && squareMicrometres < Double.POSITIVE_INFINITY;
      Allowed.require(allowed, "the membrane area", squareMicrometres, "a number > 0 in um2");
    }

    /** The density in uA/cm2 of a current in nA. */
    public double density(double nanoamperes) {
      return nanoamperes * DENSITY / squareMicrometres;
    }

    /** The current in nA that has a density in uA/cm2. */
    public double nanoamperes(double density) {
      return density * squareMicrometres / DENSITY;
    }
  }
}
