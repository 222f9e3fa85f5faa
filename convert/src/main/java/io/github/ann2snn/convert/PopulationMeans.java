package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.evaluation.Progress;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import io.github.ann2snn.runtime.eventdriven.PopulationStage;
import io.github.ann2snn.runtime.eventdriven.PopulationStage.Origin;
import io.github.ann2snn.runtime.kernel.MapSpikes;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the populations of a network do on average over samples, one population after the other,
 * while those before stay as they are. The spikes of these are kept, a bit each, until nothing more
 * reads them: of as many samples as a quarter of the heap has room for. With the others all
 * populations before run again each time, which takes longer and gives the same. Results depend
 * neither on that nor on threads.
 */
final class PopulationMeans {
  private final SimulationSettings settings;
  private final Split samples;
  private final int threads;
  private final Progress progress;
  private final List<Set<Origin>> spent = new ArrayList<>();
  private final List<Map<Origin, MapSpikes>> kept = new ArrayList<>();

  /**
   * @param network at first
   * @param settings how it is run; the readout does not matter
   * @param samples at least one
   * @param progress hears of each pass
   */
  PopulationMeans(
      SpikingNetwork network,
      SimulationSettings settings,
      Split samples,
      int threads,
      Progress progress) {
    this(network, settings, samples, threads, progress, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * @param room bytes that spikes may take
   */
  PopulationMeans(
      SpikingNetwork network,
      SimulationSettings settings,
      Split samples,
      int threads,
      Progress progress,
      long room) {
    this.settings = settings;
    this.samples = samples;
    this.threads = threads;
    this.progress = progress;
    Map<Origin, Integer> lastReaders = new HashMap<>();
    for (int p = 0; p < network.populations().size(); p++) {
      spent.add(new HashSet<>());
      for (Projection projection : network.populations().get(p).projections()) {
        if (!projection.isFromInput()) {
          lastReaders.put(Origin.of(projection), p);
        }
      }
    }
    lastReaders.forEach((origin, reader) -> spent.get(reader).add(origin));
    long most = 0;
    for (int p = 0; p < spent.size(); p++) {
      int now = p;
      most =
          Math.max(
              most,
              lastReaders.keySet().stream()
                  .filter(origin -> origin.source() <= now && lastReaders.get(origin) >= now)
                  .mapToLong(origin -> origin.bytes(network, settings.timesteps()))
                  .sum());
    }
    long fitting = most == 0 ? samples.size() : Math.min(samples.size(), room / most);
    for (int i = 0; i < fitting; i++) {
      kept.add(new HashMap<>());
    }
  }

  /** Spikes per step of each neuron of population {@code p}. */
  double[] rates(SpikingNetwork network, int p) throws InterruptedException {
    double[] counts =
        mean(
            network,
            p,
            true,
            (run, sum) -> {
              int[] spikes = run.counts();
              Arrays.setAll(sum, j -> sum[j] + spikes[j]);
            });
    return Arrays.stream(counts).map(count -> count / settings.timesteps()).toArray();
  }

  /** Potentials of the output population after the last step, if it only integrates. */
  double[] potentials(SpikingNetwork network) throws InterruptedException {
    return mean(
        network,
        spent.size() - 1,
        false,
        (run, sum) -> {
          float[] potentials = run.potentials();
          Arrays.setAll(sum, j -> sum[j] + potentials[j]);
        });
  }

  /** Population {@code p} stays as it is from now on; those before it do already. */
  void keep(SpikingNetwork network, int p) throws InterruptedException {
    if (!kept.isEmpty() && p < spent.size() - 1) {
      forEach(network, p, true, kept.size(), (sample, run) -> release(run, kept.get(sample), p));
    }
  }

  private void release(PopulationStage.Run run, Map<Origin, MapSpikes> spikes, int p) {
    run.putSpikes(spikes);
    spikes.keySet().removeAll(spent.get(p));
  }

  /** Adds what a population did with a sample. */
  private interface Adding {
    void add(PopulationStage.Run run, double[] sum);
  }

  /** Sums over chunks are added in the order of the samples, whichever thread made them. */
  private double[] mean(SpikingNetwork network, int p, boolean fires, Adding adding)
      throws InterruptedException {
    int neurons = network.populations().get(p).size();
    double[][] parts = new double[(samples.size() - 1) / SampleChunks.CHUNK + 1][neurons];
    forEach(
        network,
        p,
        fires,
        samples.size(),
        (sample, run) -> adding.add(run, parts[sample / SampleChunks.CHUNK]));
    double[] mean = new double[neurons];
    for (double[] part : parts) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += part[j] / samples.size();
      }
    }
    return mean;
  }

  /** Looks at a population that has run with a sample. */
  private interface Look {
    void at(int sample, PopulationStage.Run run);
  }

  /** Runs population {@code p} with the first {@code count} samples. */
  private void forEach(SpikingNetwork network, int p, boolean fires, int count, Look look)
      throws InterruptedException {
    List<PopulationStage> stages =
        IntStream.rangeClosed(kept.size() < count ? 0 : p, p)
            .mapToObj(q -> new PopulationStage(network, q, settings, fires || q < p))
            .toList();
    SampleChunks.Worker worker =
        (from, inputs) -> {
          List<PopulationStage.Run> runs =
              stages.stream().map(stage -> stage.run(inputs, from)).toList();
          PopulationStage.Run last = runs.get(runs.size() - 1);
          for (int k = 0; k < inputs.size(); k++) {
            last.sample(k, from + k < kept.size() ? kept.get(from + k) : before(runs, k));
            look.at(from + k, last);
          }
        };
    Split taken = samples.slice(0, count);
    String task = "Calibrating layer " + (p + 1);
    try (Progress.Work work = progress.start(task, count)) {
      new SampleChunks(taken, taken.width(), work::step)
          .giveTo(Collections.nCopies(threads, worker));
    }
  }

  /** The spikes of all populations but the last, as they are read at the end. */
  private Map<Origin, MapSpikes> before(List<PopulationStage.Run> runs, int k) {
    Map<Origin, MapSpikes> spikes = new HashMap<>();
    for (int q = 0; q < runs.size() - 1; q++) {
      runs.get(q).sample(k, spikes);
      release(runs.get(q), spikes, q);
    }
    return spikes;
  }
}
