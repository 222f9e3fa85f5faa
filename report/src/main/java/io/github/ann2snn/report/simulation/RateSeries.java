package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.leaky.LeakyMembrane;
import io.github.ann2snn.report.recording.SeriesFile;
import java.io.IOException;

/** The f-I curve of the page: the rate of each neuron, and what theory says of leaky ones. */
final class RateSeries {
  /** As many neurons become dots. */
  private static final int MOST_DOTS = 2000;

  /** Points of the theoretical curve. */
  private static final int CURVE = 400;

  private RateSeries() {}

  static void write(SimulationFile file, ObjectNode data) throws IOException {
    int neurons = file.neurons();
    int every = (neurons + MOST_DOTS - 1) / MOST_DOTS;
    ObjectNode node = data.putObject("rates").put("every", every);
    ArrayNode rows = node.putArray("rows");
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    try (SeriesReader rates =
        new SeriesReader(
            file.folder(), SeriesFile.RATES, "neuron", "current_nA", "spikes", "settled_rate_Hz")) {
      while (rates.next()) {
        int neuron = rates.index(0, neurons);
        lowest = Math.min(lowest, rates.at(1));
        highest = Math.max(highest, rates.at(1));
        if (neuron % every == 0) {
          rows.addArray().add(neuron).add(rates.at(1)).add(rates.at(2)).add(rates.at(3));
        }
      }
    }
    if (!file.kind().equals("hh") && lowest <= highest) {
      theory(membrane(file), lowest, highest, node.putArray("theory"));
    }
  }

  private static LeakyMembrane membrane(SimulationFile file) throws IOException {
    try {
      return new LeakyMembrane(
          file.number("/results/membrane/tauMs"),
          file.number("/results/membrane/restMv"),
          file.number("/results/membrane/resistanceMegohm"),
          file.number("/results/membrane/thresholdMv"),
          file.number("/results/membrane/resetMv"),
          file.number("/results/membrane/refractoryMs"));
    } catch (IllegalArgumentException e) {
      throw file.damage("/results/membrane: " + e.getMessage());
    }
  }

  /** From below the current at which a neuron begins to fire, or the lowest, to the highest. */
  private static void theory(
      LeakyMembrane membrane, double lowest, double highest, ArrayNode curve) {
    double begins = membrane.rheobaseNanoamperes();
    double room = Math.max(Math.abs(highest), Math.abs(begins)) * 0.05;
    double from = Math.min(lowest, begins) - room;
    double to = Math.max(highest, begins) + room;
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
