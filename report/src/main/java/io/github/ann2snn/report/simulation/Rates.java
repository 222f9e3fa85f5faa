package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.report.simulation.Series.Kind;
import java.util.DoubleSummaryStatistics;

/** The f-I curve: current and rate of each neuron, and what theory says of leaky ones. */
record Rates(Series series) {
  /** As many neurons become dots. */
  private static final int MOST_DOTS = 2000;

  /** Points of the theoretical curve. */
  private static final int CURVE = 400;

  static Series of(double[] nanoamperes, int[] spikes, double[] settledHertz) {
    return new Series(
        Kind.RATES,
        Kind.RATES.columns(),
        nanoamperes.length,
        (n, column) ->
            switch (column) {
              case 0 -> n;
              case 1 -> nanoamperes[n];
              case 2 -> spikes[n];
              default -> settledHertz[n];
            });
  }

  /** Puts the neurons into {@code node}. */
  void draw(int neurons, ObjectNode node) {
    int every = (neurons + MOST_DOTS - 1) / MOST_DOTS;
    node.put("every", every);
    ArrayNode rows = node.putArray("rows");
    for (int r = 0; r < series.rows(); r++) {
      int neuron = (int) series.at(r, 0);
      if (neuron % every == 0) {
        rows.addArray().add(neuron).add(series.at(r, 1)).add(series.at(r, 2)).add(series.at(r, 3));
      }
    }
  }

  /** From below the current at which a neuron begins to fire, or the lowest, to the highest. */
  void theory(LeakyMembrane membrane, ArrayNode curve) {
    DoubleSummaryStatistics currents = series.column(1).summaryStatistics();
    double begins = membrane.rheobaseNanoamperes();
    double room = Math.max(Math.abs(currents.getMax()), Math.abs(begins)) * 0.05;
    double from = Math.min(currents.getMin(), begins) - room;
    double to = Math.max(currents.getMax(), begins) + room;
    for (int i = 0; i <= CURVE; i++) {
      double current = from + (to - from) * i / CURVE;
      if (i > 0 && current > begins && from + (to - from) * (i - 1) / CURVE <= begins) {
        // The curve leaves 0 vertically.
        curve.addArray().add(begins).add(0);
      }
      curve.addArray().add(current).add(membrane.rateHertz(current));
    }
  }
}
