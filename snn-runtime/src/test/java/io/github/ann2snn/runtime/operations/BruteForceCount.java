package io.github.ann2snn.runtime.operations;

import io.github.ann2snn.runtime.connection.Connection;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SpikeTrain;

/** What samples did, counted one by one: every weight that a spike or an input meets. */
final class BruteForceCount {
  final long[][] synops;
  final long[][] effective;
  final long[][] spikes;
  final long[] inputSpikes;
  final long[] arriving;
  long macs;
  long effectiveMacs;

  private final SpikingNetwork network;
  private final int timesteps;

  BruteForceCount(SpikingNetwork network, int timesteps) {
    int layers = network.populations().size();
    this.network = network;
    this.timesteps = timesteps;
    synops = new long[layers][timesteps];
    effective = new long[layers][timesteps];
    spikes = new long[layers][timesteps];
    inputSpikes = new long[timesteps];
    arriving = new long[timesteps];
  }

  void add(float[] input, SampleRun run) {
    Connection first = network.populations().get(0).connection();
    if (run.input().isPresent()) {
      addSpikes(run.input().get(), inputSpikes);
      long[] before = synops[0].clone();
      addArrivals(0, first, run.input().get(), 0);
      for (int t = 0; t < timesteps; t++) {
        arriving[t] += synops[0][t] - before[t];
      }
    } else {
      addProducts(first, input);
    }
    for (int l = 0; l < run.layers().size(); l++) {
      SpikeTrain train = run.layers().get(l);
      addSpikes(train, spikes[l]);
      if (network.populations().get(l).recurrent().isPresent()) {
        addArrivals(l, network.populations().get(l).recurrent().get(), train, 1);
      }
      if (l + 1 < network.populations().size()) {
        Population next = network.populations().get(l + 1);
        SpikeTrain passed = next.gate().isPresent() ? run.gated().get(l + 1) : train;
        addArrivals(l + 1, next.connection(), passed, 0);
      }
    }
  }

  private void addProducts(Connection connection, float[] input) {
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0) {
        connection.forEachTarget(
            i,
            (j, w) -> {
              macs++;
              effectiveMacs += w != 0 ? 1 : 0;
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
