package io.github.ann2snn.runtime.eventdriven;

import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.eventdriven.PopulationRun.AccumulatedCurrents;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.kernel.SparseInput;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What comes over the projections of a population while a network runs, sample by sample. */
final class Arrivals {
  /**
   * Where what comes over a projection comes from.
   *
   * @param source a population, or {@link Projection#INPUT}
   * @param gate max pooling
   * @param located whether the source lists its spikes position by position for it
   * @param signed whether the spikes of the source have a sign
   */
  record Way(int source, Optional<Gate> gate, boolean located, boolean signed) {}

  /**
   * Max pooling.
   *
   * @param windows that each input lies in
   * @param members of each window, ascending
   */
  record Gate(PoolingProgram windows, int[][] members) {
    static Gate of(MaxGate gate) {
      PoolingProgram windows =
          PoolingProgram.of(gate.input().size(), gate.output().size(), gate::forEachWindow);
      return new Gate(windows, gate.members());
    }
  }

  private final List<Arrival> arrivals = new ArrayList<>();
  private final SpikeTrain[] spikes;

  /**
   * @param before the populations that come before
   * @param timesteps that there must be room for
   */
  Arrivals(List<Way> ways, List<PopulationRun> before, int timesteps) {
    for (Way way : ways) {
      arrivals.add(new Arrival(way, before, timesteps));
    }
    spikes = new SpikeTrain[arrivals.size()];
  }

  /** The spikes that come through the max pooling of a projection; null where there is none. */
  SpikeTrain passed(int projection) {
    return arrivals.get(projection).passed;
  }

  /** Begins with a sample, or forgets its steps, so that the next one is step 0 again. */
  void start() {
    for (int k = 0; k < spikes.length; k++) {
      arrivals.get(k).start();
    }
  }

  /**
   * The spikes that each projection's weights take at the steps {@code t0 ... t0 + steps}, told at
   * those before; null for one from inputs that do not spike.
   *
   * @param input spikes of the inputs, or null
   * @param trains of the populations
   * @return an array that the next call overwrites
   */
  SpikeTrain[] spikes(SpikeTrain input, List<SpikeTrain> trains, int t0, int steps) {
    for (int k = 0; k < spikes.length; k++) {
      Arrival arrival = arrivals.get(k);
      int source = arrival.way.source;
      SpikeTrain from = source == Projection.INPUT ? input : trains.get(source);
      spikes[k] = from == null ? null : arrival.spikes(from, t0, steps);
    }
    return spikes;
  }

  /** For each projection its events, where the population that they come from lists them. */
  List<Optional<MapSpikes>> located() {
    return arrivals.stream().map(arrival -> Optional.ofNullable(arrival.located)).toList();
  }

  /** Injects samples as constant currents. */
  void inject(List<SparseInput> samples, PopulationRun into) {
    for (int k = 0; k < spikes.length; k++) {
      if (arrivals.get(k).way.source == Projection.INPUT) {
        into.inject(k, samples);
      }
    }
  }

  /** Lets a population rest, or the values of a sample drive it. */
  void drive(SparseInput values, PopulationRun driven) {
    driven.rest();
    for (int k = 0; k < spikes.length; k++) {
      if (arrivals.get(k).way.source == Projection.INPUT) {
        driven.drive(k, values);
      }
    }
  }

  /** What comes over one projection. */
  private static final class Arrival {
    final Way way;
    private final AccumulatedCurrents currents;
    final SpikeTrain passed;
    final MapSpikes located;

    Arrival(Way way, List<PopulationRun> before, int timesteps) {
      this.way = way;
      this.currents = way.gate.isPresent() ? before.get(way.source).accumulate() : null;
      this.passed =
          way.gate
              .map(gate -> new SpikeTrain(gate.windows.outputs(), timesteps, way.signed))
              .orElse(null);
      this.located = way.located ? before.get(way.source).locate() : null;
    }

    void start() {
      if (passed != null) {
        passed.clear();
      }
    }

    SpikeTrain spikes(SpikeTrain source, int t0, int steps) {
      if (passed == null) {
        return source;
      }
      for (int step = 0; step < steps; step++) {
        pass(source, t0 + step, step);
      }
      return passed;
    }

    /**
     * Adds what comes through max pooling at step {@code t}, and ends its step. Whether a neuron
     * leads must be known only where it fires.
     *
     * @param step t among the steps that are advanced together
     */
    private void pass(SpikeTrain in, int t, int step) {
      PoolingProgram windows = way.gate.get().windows;
      int[][] members = way.gate.get().members;
      int[] first = windows.first();
      int begin = passed.end();
      int next = begin;
      for (int k = in.offsets()[t]; k < in.offsets()[t + 1]; k++) {
        int event = in.indices()[k];
        int i = in.neuron(event);
        int[] to = passed.reserve(next - begin + first[i + 1] - first[i]);
        for (int n = first[i]; n < first[i + 1]; n++) {
          int window = windows.targets()[n];
          if (leads(i, members[window], step)) {
            to[next++] = way.signed ? 2 * window + event % 2 : window;
          }
        }
      }
      Arrays.sort(passed.indices(), begin, next);
      passed.endStep(next);
    }

    private boolean leads(int i, int[] others, int step) {
      float sum = currents.sum(step, i);
      for (int m : others) {
        float other = currents.sum(step, m);
        if (other > sum || (other == sum && m < i)) {
          return false;
        }
      }
      return true;
    }
  }
}
