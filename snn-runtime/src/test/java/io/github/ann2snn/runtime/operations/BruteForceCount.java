package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/** What samples did, counted one by one: every weight that a spike or an input meets. */
final class BruteForceCount {
  final long[][] synops;
  final long[][] effective;
  final long[][] spikes;
  final long[][] negative;
  final long[] inputSpikes;
  final long[] arriving;
  final long[] macs;
  final long[] effectiveMacs;

  private final SpikingNetwork network;
  private final int timesteps;

  BruteForceCount(SpikingNetwork network, int timesteps) {
    int layers = network.populations().size();
    this.network = network;
    this.timesteps = timesteps;
    synops = new long[layers][timesteps];
    effective = new long[layers][timesteps];
    spikes = new long[layers][timesteps];
    negative = new long[layers][timesteps];
    macs = new long[layers];
    effectiveMacs = new long[layers];
    inputSpikes = new long[timesteps];
    arriving = new long[timesteps];
  }

  void add(float[] input, SampleRun run) {
    run.input().ifPresent(train -> addSpikes(train, inputSpikes));
    for (int l = 0; l < network.populations().size(); l++) {
      Population population = network.populations().get(l);
      for (int k = 0; k < population.projections().size(); k++) {
        addProjection(l, k, input, run);
      }
      if (l < run.layers().size()) {
        SpikeTrain train = run.layers().get(l);
        addSpikes(train, spikes[l]);
        for (int t = 0; t < timesteps; t++) {
          for (int j = 0; j < train.neurons(); j++) {
            negative[l][t] += train.spike(t, j) < 0 ? 1 : 0;
          }
        }
        if (population.recurrent().isPresent()) {
          addArrivals(l, population.recurrent().get(), train, 1);
        }
      }
    }
  }

  private void addProjection(int l, int k, float[] input, SampleRun run) {
    Projection projection = network.populations().get(l).projections().get(k);
    Connection connection = projection.connection();
    if (projection.gate().isPresent()) {
      addArrivals(l, connection, run.gated().get(new Passage(l, k)), 0);
    } else if (!projection.isFromInput()) {
      addArrivals(l, connection, run.layers().get(projection.source()), 0);
    } else if (run.input().isPresent()) {
      long[] before = synops[l].clone();
      addArrivals(l, connection, run.input().get(), 0);
      for (int t = 0; t < timesteps; t++) {
        arriving[t] += synops[l][t] - before[t];
      }
    } else {
      addProducts(l, connection, input);
    }
  }

  private void addProducts(int l, Connection connection, float[] input) {
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0) {
        connection.forEachTarget(
            i,
            (j, w) -> {
              macs[l]++;
              effectiveMacs[l] += w != 0 ? 1 : 0;
            });
      }
    }
  }

  private void addArrivals(int l, Connection connection, SpikeTrain train, int delay) {
    for (int step = delay; step < timesteps; step++) {
      int t = step;
      for (int i = 0; i < connection.inputs(); i++) {
        if (train.fired(t - delay, i)) {
          connection.forEachTarget(
              i,
              (j, w) -> {
                synops[l][t]++;
                effective[l][t] += w != 0 ? 1 : 0;
              });
        }
      }
    }
  }

  private void addSpikes(SpikeTrain train, long[] byStep) {
    for (int t = 0; t < timesteps; t++) {
      for (int j = 0; j < train.neurons(); j++) {
        byStep[t] += train.fired(t, j) ? 1 : 0;
      }
    }
  }
}
