package io.github.ann2snn.dynamics.hodgkinhuxley;

import io.github.ann2snn.files.Refusal;

/**
 * The membrane that a current spreads over.
 *
 * @param squareMicrometres in um2, greater than 0
 */
public record MembraneArea(double squareMicrometres) {
  /**
   * 20,000 um2, the cell of the benchmarks of R. Brette et al., "Simulation of networks of spiking
   * neurons: a review of tools and strategies", J. Comput. Neurosci. 23, 349-398, 2007, benchmark
   * 3. 1 nA is 5 uA/cm2 there.
   */
  public static final MembraneArea BENCHMARK_CELL = new MembraneArea(20_000);

  /** 1 nA / um2 = 1e-3 uA / 1e-8 cm2. */
  private static final double DENSITY = 1e5;

  /**
   * @throws IllegalArgumentException if the area is not a number greater than 0
   */
  public MembraneArea {
    if (!(squareMicrometres > 0 && squareMicrometres < Double.POSITIVE_INFINITY)) {
      throw Refusal.of("the membrane area is %s, expected a number > 0 in um2", squareMicrometres);
    }
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
