package io.github.ann2snn.report.recording;

import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun;
import io.github.ann2snn.dynamics.leaky.LeakySpikes;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import io.github.ann2snn.report.recording.CsvTable.StepTimes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Which neuron fired when, in order of time. */
final class SpikeTable {
  private static final double MS_PER_S = 1000;

  private record Spike(int neuron, double timeMs) {}

  private final List<Spike> spikes;

  private SpikeTable(List<Spike> spikes) {
    this.spikes = spikes;
  }

  static SpikeTable of(LeakySpikes spikes, StepTimes times) {
    return new SpikeTable(
        IntStream.range(0, spikes.count())
            .mapToObj(s -> new Spike(spikes.neuron(s), times.at(spikes.step(s))))
            .collect(Collectors.toList()));
  }

  static SpikeTable of(HodgkinHuxleyRun run) {
    return new SpikeTable(
        IntStream.range(0, run.neurons())
            .boxed()
            .flatMap(n -> DoubleStream.of(run.spikeTimes(n)).mapToObj(t -> new Spike(n, t)))
            .sorted(Comparator.comparingDouble(Spike::timeMs).thenComparingInt(Spike::neuron))
            .collect(Collectors.toList()));
  }

  int count() {
    return spikes.size();
  }

  int[] counts(int neurons) {
    int[] counts = new int[neurons];
    spikes.forEach(spike -> counts[spike.neuron]++);
    return counts;
  }

  /**
   * The rate of each neuron, Hz: one over the mean interval between its spikes from a time on; 0
   * with fewer than two.
   */
  double[] rates(int neurons, double fromMs) {
    double[] first = new double[neurons];
    double[] last = new double[neurons];
    int[] later = new int[neurons];
    for (Spike spike : spikes) {
      if (spike.timeMs >= fromMs) {
        if (later[spike.neuron]++ == 0) {
          first[spike.neuron] = spike.timeMs;
        }
        last[spike.neuron] = spike.timeMs;
      }
    }
    return IntStream.range(0, neurons)
        .mapToDouble(n -> later[n] < 2 ? 0 : (later[n] - 1) * MS_PER_S / (last[n] - first[n]))
        .toArray();
  }

  CsvTable csv() {
    return new CsvTable(
        SeriesFile.SPIKES,
        List.of("neuron", "time_ms"),
        spikes.size(),
        row -> List.of(spikes.get(row).neuron, spikes.get(row).timeMs));
  }
}
