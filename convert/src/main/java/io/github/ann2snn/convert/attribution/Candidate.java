package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.ConvertedPair;
import io.github.ann2snn.convert.attribution.Change.Kind;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change and what it makes of a network.
 *
 * @param change what is changed
 * @param factor of lambda; 1 for other changes
 * @param pair with the changed network
 * @param settings how that is run
 */
record Candidate(Change change, double factor, ConvertedPair pair, SimulationSettings settings) {
  private static final double[] FACTORS = {0.5, 0.7, 0.85, 1.2, 1.4, 2};
  private static final double[] STARTS = {0, 0.25, 0.5, 0.75, 1};

  /** Other scales and other initial potentials of layer {@code l}. */
  static List<Candidate> of(
      ConvertedPair pair, SimulationSettings settings, int l, LayerAttribution layer) {
    List<Candidate> candidates = new ArrayList<>();
    for (double factor : FACTORS) {
      candidates.add(scaled(pair, settings, l, layer, factor));
    }
    double unclipped = layer.largestActivation();
    if (unclipped > 1 && unclipped < Double.POSITIVE_INFINITY) {
      candidates.add(scaled(pair, settings, l, layer, unclipped));
    }
    double initial = layer.initialPotential();
    for (double start : STARTS) {
      if (start != initial) {
        Change change =
            new Change(Kind.INITIAL_POTENTIAL, Optional.of(layer.name()), initial, start);
        candidates.add(new Candidate(change, 1, Rescaling.start(pair, l, start), settings));
      }
    }
    return candidates;
  }

  private static Candidate scaled(
      ConvertedPair pair,
      SimulationSettings settings,
      int l,
      LayerAttribution layer,
      double factor) {
    Change change =
        new Change(
            Kind.LAMBDA, Optional.of(layer.name()), layer.lambdaMax(), factor * layer.lambdaMax());
    return new Candidate(change, factor, Rescaling.scale(pair, l, factor), settings);
  }

  /** Twice as many steps; empty where there may be no more. */
  static Optional<Candidate> moreSteps(ConvertedPair pair, SimulationSettings settings) {
    int steps = settings.timesteps();
    if (steps > SimulationSettings.MAX_TIMESTEPS / 2) {
      return Optional.empty();
    }
    Change change = new Change(Kind.TIMESTEPS, Optional.empty(), steps, 2 * steps);
    SimulationSettings more =
        new SimulationSettings(2 * steps, settings.coding(), settings.readout(), settings.seed());
    return Optional.of(new Candidate(change, 1, pair, more));
  }
}
