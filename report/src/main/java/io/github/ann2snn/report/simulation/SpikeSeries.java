package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.report.recording.CsvTable.SeriesFile;
import java.io.IOException;
import java.util.Arrays;

/** The raster of the page, and the rate of all neurons together below it. */
final class SpikeSeries {
  /** As many spikes become marks. */
  private static final int MOST_MARKS = 40_000;

  /** About as many intervals has the rate over time. */
  private static final int INTERVALS = 200;

  /** Potentials of as many neurons are shown; their spikes are marked there, too. */
  static final int MOST_TRACES = 10;

  private final SimulationFile file;
  private final int neurons;
  private int[] neuronOf = new int[1024];
  private double[] times = new double[1024];
  private int count;

  SpikeSeries(SimulationFile file) throws IOException {
    this.file = file;
    neurons = file.neurons();
    double last = 0;
    try (SeriesReader spikes =
        new SeriesReader(file.folder(), SeriesFile.SPIKES, "neuron", "time_ms")) {
      while (spikes.next()) {
        add(spikes.index(0, neurons), spikes.at(1));
        if (spikes.at(1) < last || spikes.at(1) > file.durationMs()) {
          throw file.damage(
              Text.of(
                  "%s has a spike at %s ms, which is out of order or after the end",
                  SeriesFile.SPIKES.fileName(), spikes.at(1)));
        }
        last = spikes.at(1);
      }
    }
  }

  private void add(int neuron, double time) {
    if (count == times.length) {
      neuronOf = Arrays.copyOf(neuronOf, 2 * count);
      times = Arrays.copyOf(times, 2 * count);
    }
    neuronOf[count] = neuron;
    times[count++] = time;
  }

  void write(ObjectNode data) throws IOException {
    raster(data.putObject("raster"));
    population(data.putObject("population"));
    traced(data.putArray("tracedSpikes"));
  }

  /** Of every so many neurons one, with all its spikes; if one has too many, the first ones. */
  private void raster(ObjectNode node) {
    int every = 1;
    while (every < neurons && shown(every) > MOST_MARKS) {
      every = Math.min(neurons, Math.max(every + 1, (int) (every * 1.25)));
    }
    node.put("every", every);
    ArrayNode sources = node.putArray("neurons");
    ArrayNode moments = node.putArray("times");
    for (int s = 0; s < count; s++) {
      if (neuronOf[s] % every == 0) {
        if (sources.size() == MOST_MARKS) {
          node.put("untilMs", times[s]);
          break;
        }
        sources.add(neuronOf[s]);
        moments.add(microseconds(times[s]));
      }
    }
  }

  private long shown(int every) {
    return Arrays.stream(neuronOf, 0, count).filter(neuron -> neuron % every == 0).count();
  }

  /** All spikes by time. */
  private void population(ObjectNode node) throws IOException {
    double duration = file.durationMs();
    double width = Math.max(Bins.round(duration / INTERVALS).doubleValue(), file.dtMs());
    int[] counts = new int[(int) Math.max(1, Math.ceil(duration / width * (1 - 1e-12)))];
    for (int s = 0; s < count; s++) {
      counts[(int) Math.min(times[s] / width * (1 + 1e-12), counts.length - 1)]++;
    }
    node.put("widthMs", width);
    ArrayNode rates = node.putArray("hertz");
    for (int i = 0; i < counts.length; i++) {
      double length = Math.min(width, duration - i * width);
      rates.add(counts[i] * 1000.0 / (neurons * length));
    }
  }

  /** The spikes of each of the first neurons; none at all if they are too many to be told apart. */
  private void traced(ArrayNode lists) {
    long marks = Arrays.stream(neuronOf, 0, count).filter(neuron -> neuron < MOST_TRACES).count();
    for (int n = 0; n < Math.min(neurons, MOST_TRACES) && marks <= MOST_MARKS; n++) {
      ArrayNode own = lists.addArray();
      for (int s = 0; s < count; s++) {
        if (neuronOf[s] == n) {
          own.add(microseconds(times[s]));
        }
      }
    }
  }

  /** Times of interpolated spikes need no sixteen digits. */
  private static double microseconds(double milliseconds) {
    return Math.rint(milliseconds * 1e4) / 1e4;
  }
}
