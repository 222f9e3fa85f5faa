package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.hodgkinhuxley.HodgkinHuxleyRun;
import io.github.ann2snn.dynamics.leaky.LeakySpikes;
import io.github.ann2snn.report.simulation.Series.Kind;
import io.github.ann2snn.report.simulation.Series.StepTimes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which neuron fired when, in order of time; on the page the raster, and the rate of all neurons
 * together below it.
 */
record Spikes(Series series) {
  private static final double MS_PER_S = 1000;

  /** As many spikes become marks. */
  private static final int MOST_MARKS = 40_000;

  /** About as many intervals has the rate over time. */
  private static final int INTERVALS = 200;

  /** Potentials of as many neurons are shown; their spikes are marked there, too. */
  private static final int MOST_TRACES = 10;

  static Spikes of(LeakySpikes spikes, StepTimes times) {
    return of(spikes.count(), (s, c) -> c == 0 ? spikes.neuron(s) : times.at(spikes.step(s)));
  }

  static Spikes of(HodgkinHuxleyRun run) {
    record Spike(int neuron, double timeMs) {}
    List<Spike> spikes =
        IntStream.range(0, run.neurons())
            .boxed()
            .flatMap(n -> DoubleStream.of(run.spikeTimes(n)).mapToObj(t -> new Spike(n, t)))
            .sorted(Comparator.comparingDouble(Spike::timeMs).thenComparingInt(Spike::neuron))
            .toList();
    return of(spikes.size(), (s, c) -> c == 0 ? spikes.get(s).neuron : spikes.get(s).timeMs);
  }

  private static Spikes of(int count, Series.Values values) {
    return new Spikes(new Series(Kind.SPIKES, List.of("neuron", "time_ms"), count, values));
  }

  int count() {
    return series.rows();
  }

  private int neuron(int spike) {
    return (int) series.at(spike, 0);
  }

  private double timeMs(int spike) {
    return series.at(spike, 1);
  }

  int[] counts(int neurons) {
    int[] counts = new int[neurons];
    for (int s = 0; s < count(); s++) {
      counts[neuron(s)]++;
    }
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
    for (int s = 0; s < count(); s++) {
      double time = timeMs(s);
      if (time >= fromMs) {
        int neuron = neuron(s);
        if (later[neuron]++ == 0) {
          first[neuron] = time;
        }
        last[neuron] = time;
      }
    }
    return IntStream.range(0, neurons)
        .mapToDouble(n -> later[n] < 2 ? 0 : (later[n] - 1) * MS_PER_S / (last[n] - first[n]))
        .toArray();
  }

  /**
   * Puts what the page shows into {@code data}.
   *
   * @param neurons how many there are
   * @param durationMs length of the run
   * @param dtMs length of a step
   */
  void draw(int neurons, double durationMs, double dtMs, ObjectNode data) {
    raster(neurons, data.putObject("raster"));
    population(neurons, durationMs, dtMs, data.putObject("population"));
    traced(neurons, data.putArray("tracedSpikes"));
  }

  /** Of every so many neurons one, with all its spikes; if one has too many, the first ones. */
  private void raster(int neurons, ObjectNode node) {
    int every = 1;
    while (every < neurons && shown(every) > MOST_MARKS) {
      every = Math.min(neurons, Math.max(every + 1, (int) (every * 1.25)));
    }
    node.put("every", every);
    ArrayNode sources = node.putArray("neurons");
    ArrayNode moments = node.putArray("times");
    for (int s = 0; s < count(); s++) {
      if (neuron(s) % every == 0) {
        if (sources.size() == MOST_MARKS) {
          node.put("untilMs", timeMs(s));
          break;
        }
        sources.add(neuron(s));
        moments.add(microseconds(timeMs(s)));
      }
    }
  }

  private long shown(int every) {
    return series.column(0).filter(neuron -> neuron % every == 0).count();
  }

  /** All spikes by time. */
  private void population(int neurons, double durationMs, double dtMs, ObjectNode node) {
    double width = Math.max(Bins.round(durationMs / INTERVALS).doubleValue(), dtMs);
    int[] counts = new int[(int) Math.max(1, Math.ceil(durationMs / width * (1 - 1e-12)))];
    series
        .column(1)
        .forEach(time -> counts[(int) Math.min(time / width * (1 + 1e-12), counts.length - 1)]++);
    node.put("widthMs", width);
    ArrayNode rates = node.putArray("hertz");
    for (int i = 0; i < counts.length; i++) {
      double length = Math.min(width, durationMs - i * width);
      rates.add(counts[i] * MS_PER_S / (neurons * length));
    }
  }

  /** The spikes of each of the first neurons; none at all if they are too many to be told apart. */
  private void traced(int neurons, ArrayNode lists) {
    long marks = series.column(0).filter(neuron -> neuron < MOST_TRACES).count();
    for (int n = 0; n < Math.min(neurons, MOST_TRACES) && marks <= MOST_MARKS; n++) {
      ArrayNode own = lists.addArray();
      for (int s = 0; s < count(); s++) {
        if (neuron(s) == n) {
          own.add(microseconds(timeMs(s)));
        }
      }
    }
  }

  /** Times of interpolated spikes need no sixteen digits. */
  private static double microseconds(double milliseconds) {
    return Math.rint(milliseconds * 1e4) / 1e4;
  }
}
