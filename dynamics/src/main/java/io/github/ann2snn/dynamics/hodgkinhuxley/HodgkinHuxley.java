package io.github.ann2snn.dynamics.hodgkinhuxley;

import io.github.ann2snn.dynamics.quantity.Allowed;

/**
 * The membrane of Hodgkin and Huxley, without its extent in space:
 *
 * <pre>
 * C dV/dt = I - g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L)
 * dx/dt   = alpha_x(V) (1 - x) - beta_x(V) x,   x in {m, h, n}
 * </pre>
 *
 * (A. L. Hodgkin and A. F. Huxley, "A quantitative description of membrane current and its
 * application to conduction and excitation in nerve", J. Physiol. 117, 500-544, 1952, equations 7,
 * 15 and 26.) Potentials are in mV, times in ms, capacitances in uF/cm2, conductances in mS/cm2 and
 * current densities in uA/cm2: these fit each other, so that the equations need no factors. Inward
 * positive charge depolarises: a positive {@code I} excites.
 *
 * @param capacitance {@code C > 0} in uF/cm2
 * @param sodiumConductance {@code g_Na >= 0}, all channels open, in mS/cm2
 * @param potassiumConductance {@code g_K >= 0}, all channels open, in mS/cm2
 * @param leakConductance {@code g_L > 0} in mS/cm2
 * @param sodiumReversal {@code E_Na} in mV
 * @param potassiumReversal {@code E_K} in mV
 * @param leakReversal {@code E_L} in mV
 */
public record HodgkinHuxley(
    double capacitance,
    double sodiumConductance,
    double potassiumConductance,
    double leakConductance,
    double sodiumReversal,
    double potassiumReversal,
    double leakReversal) {
  /**
   * The squid's giant axon at 6.3 degrees Celsius: table 3 of the paper. Its potentials are
   * displacements from rest with the opposite sign (V_Na = -115, V_K = 12, V_L = -10.613 mV); here
   * they are potentials inside against outside, {@code V = -65 - V_paper}, with which the rate
   * functions of {@link HodgkinHuxleyRates} go. {@code E_L} is -65 + 10.613 = -54.387 mV and not
   * one of the rounded values in use (-54.4, -54.3): the paper chose V_L so that no current flows
   * at rest. The equations then rest at -64.9964 mV.
   */
  public static final HodgkinHuxley SQUID_AXON =
      new HodgkinHuxley(1, 120, 36, 0.3, 50, -77, -54.387);

  /** In so many parts the range of potentials is searched for its lowest equilibrium. */
  private static final int SCANS = 1000;

  /**
   * @throws IllegalArgumentException if a value is not finite, the capacitance or the leak not
   *     positive or another conductance negative
   */
  public HodgkinHuxley {
    positive("the membrane capacitance", capacitance, "uF/cm2");
    notNegative("the sodium conductance", sodiumConductance);
    notNegative("the potassium conductance", potassiumConductance);
    positive("the leak conductance", leakConductance, "mS/cm2");
    Allowed.finite("the sodium reversal potential", sodiumReversal);
    Allowed.finite("the potassium reversal potential", potassiumReversal);
    Allowed.finite("the leak reversal potential", leakReversal);
  }

  /** Current through the membrane, outward positive, in uA/cm2. */
  public double ionicCurrent(HodgkinHuxleyState s) {
    return sodium(s) * (s.v() - sodiumReversal)
        + potassium(s) * (s.v() - potassiumReversal)
        + leakConductance * (s.v() - leakReversal);
  }

  /**
   * {@code dV/dt} in mV/ms.
   *
   * @param density of the current that is injected, in uA/cm2
   */
  public double slope(HodgkinHuxleyState s, double density) {
    return (density - ionicCurrent(s)) / capacitance;
  }

  /** All open conductances, in mS/cm2. */
  double conductance(HodgkinHuxleyState s) {
    return sodium(s) + potassium(s) + leakConductance;
  }

  /** The potential at which {@code dV/dt} vanishes while the gates stay as they are, in mV. */
  double target(HodgkinHuxleyState s, double density) {
    return (sodium(s) * sodiumReversal
            + potassium(s) * potassiumReversal
            + leakConductance * leakReversal
            + density)
        / conductance(s);
  }

  private double sodium(HodgkinHuxleyState s) {
    return sodiumConductance * s.m() * s.m() * s.m() * s.h();
  }

  private double potassium(HodgkinHuxleyState s) {
    double n2 = s.n() * s.n();
    return potassiumConductance * n2 * n2;
  }

  /** The equilibrium without current: {@link #equilibrium equilibrium(0)}. */
  public HodgkinHuxleyState rest() {
    return equilibrium(0);
  }

  /**
   * The state in which nothing changes under a constant current; the lowest potential if there are
   * several (more than a thousandth of the range apart), to the last bit. It need not be stable.
   *
   * @param density in uA/cm2
   * @throws IllegalArgumentException if the density is not finite
   */
  public HodgkinHuxleyState equilibrium(double density) {
    double bottom = lowest(density);
    double width = (highest(density) - bottom) / SCANS;
    int scan = 1;
    while (scan < SCANS && steadySlope(bottom + scan * width, density) > 0) {
      scan++;
    }
    double low = bottom + (scan - 1) * width;
    double high = bottom + scan * width;
    for (double v = (low + high) / 2; low < v && v < high; v = (low + high) / 2) {
      if (steadySlope(v, density) > 0) {
        low = v;
      } else {
        high = v;
      }
    }
    return HodgkinHuxleyState.steady(high);
  }

  private double steadySlope(double v, double density) {
    return slope(HodgkinHuxleyState.steady(v), density);
  }

  /**
   * No solution that starts above it falls below while the current density stays at or above {@code
   * density}: there the leak alone would carry more current than is injected.
   */
  double lowest(double density) {
    double reversal = Math.min(sodiumReversal, Math.min(potassiumReversal, leakReversal));
    return reversal + Math.min(Allowed.finite("the current density", density), 0) / leakConductance;
  }

  /** The mirror image of {@link #lowest}. */
  double highest(double density) {
    double reversal = Math.max(sodiumReversal, Math.max(potassiumReversal, leakReversal));
    return reversal + Math.max(Allowed.finite("the current density", density), 0) / leakConductance;
  }

  private static void positive(String what, double value, String unit) {
    boolean allowed = value > 0 && value < Double.POSITIVE_INFINITY;
    Allowed.require(allowed, what, value, "a number > 0 in " + unit);
  }

  private static void notNegative(String what, double value) {
    boolean allowed = value >= 0 && value < Double.POSITIVE_INFINITY;
    Allowed.require(allowed, what, value, "a number >= 0 in mS/cm2");
  }

  /**
   * A membrane at one moment.
   *
   * @param v potential inside against outside, in mV
   * @param m share of sodium activation gates that are open, 0 ... 1
   * @param h share of sodium inactivation gates that are open, 0 ... 1
   * @param n share of potassium gates that are open, 0 ... 1
   */
  public record HodgkinHuxleyState(double v, double m, double h, double n) {
    /**
     * The gates as they become when the potential is held: {@code alpha / (alpha + beta)}.
     *
     * @param v in mV
     */
    public static HodgkinHuxleyState steady(double v) {
      return new HodgkinHuxleyState(
          v,
          share(HodgkinHuxleyRates.alphaM(v), HodgkinHuxleyRates.betaM(v)),
          share(HodgkinHuxleyRates.alphaH(v), HodgkinHuxleyRates.betaH(v)),
          share(HodgkinHuxleyRates.alphaN(v), HodgkinHuxleyRates.betaN(v)));
    }

    /** {@code alpha / (alpha + beta)}, written so that it has a value where a rate overflows. */
    static double share(double alpha, double beta) {
      return 1 / (1 + beta / alpha);
    }
  }

  /**
   * How fast gates open (alpha) and close (beta), in 1/ms, at a potential {@code V} in mV:
   * equations 12, 13, 20, 21, 23 and 24 of Hodgkin and Huxley (1952), with {@code V = -65 -
   * V_paper}.
   *
   * <p>{@code alpha_m} and {@code alpha_n} are 0/0 at -40 and -55 mV, where they have limits;
   * around them a series takes the quotient's place.
   */
  public static final class HodgkinHuxleyRates {
    /**
     * Beyond it the quotient loses at most four bits; within it the series is exact to the last.
     */
    private static final double SERIES = 0.1;

    private HodgkinHuxleyRates() {}

    /** {@code 0.1 (V + 40) / (1 - exp(-(V + 40) / 10))}; 1 at -40 mV. */
    public static double alphaM(double v) {
      return quotient((v + 40) / 10);
    }

    /** {@code 4 exp(-(V + 65) / 18)}. */
    public static double betaM(double v) {
      return 4 * Math.exp(-(v + 65) / 18);
    }

    /** {@code 0.07 exp(-(V + 65) / 20)}. */
    public static double alphaH(double v) {
      return 0.07 * Math.exp(-(v + 65) / 20);
    }

    /** {@code 1 / (1 + exp(-(V + 35) / 10))}. */
    public static double betaH(double v) {
      return 1 / (1 + Math.exp(-(v + 35) / 10));
    }

    /** {@code 0.01 (V + 55) / (1 - exp(-(V + 55) / 10))}; 0.1 at -55 mV. */
    public static double alphaN(double v) {
      return 0.1 * quotient((v + 55) / 10);
    }

    /** {@code 0.125 exp(-(V + 65) / 80)}. */
    public static double betaN(double v) {
      return 0.125 * Math.exp(-(v + 65) / 80);
    }

    /**
     * {@code x / (1 - exp(-x))}, near 0 by its series {@code 1 + x/2 + sum B_2k x^2k / (2k)!} with
     * Bernoulli's numbers {@code B_2k}; the first term that is left out is below 1e-17.
     */
    static double quotient(double x) {
      if (Math.abs(x) >= SERIES) {
        return x / (1 - Math.exp(-x));
      }
      double y = x * x;
      return 1 + x / 2 + y * (1 / 12.0 + y * (-1 / 720.0 + y * (1 / 30240.0 - y / 1209600)));
    }
  }
}
