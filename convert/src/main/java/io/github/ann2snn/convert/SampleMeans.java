package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.RunDefaults.Readout;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * What the last layer of a network does on average over samples; the same for any number of
 * threads.
 */
final class SampleMeans {
  /** Samples simulated at a time, and added up in one sum. */
  private static final int CHUNK = 64;

  private final Split samples;
  private final RunDefaults settings;
  private final long seed;
  private final int threads;

  /**
   * @param samples at least one
   * @param settings how networks are run; the readout does not matter
   * @param seed of random input spikes
   */
  SampleMeans(Split samples, RunDefaults settings, long seed, int threads) {
    this.samples = samples;
    this.settings = settings;
    this.seed = seed;
    this.threads = threads;
  }

  /** Spikes per step of each neuron of the last layer. */
  double[] rates(SpikingNetwork network) {
    double[] rates =
        mean(
            network,
            Readout.SPIKES,
            (run, sum) -> {
              int[] counts = run.layers().get(run.layers().size() - 1).counts();
              for (int j = 0; j < sum.length; j++) {
                sum[j] += counts[j];
              }
            });
    for (int j = 0; j < rates.length; j++) {
      rates[j] /= settings.timesteps();
    }
    return rates;
  }

  /** Potentials of the last layer after the last step, if it only integrates. */
  double[] potentials(SpikingNetwork network) {
    return mean(
        network,
        Readout.MEMBRANE,
        (run, sum) -> {
          float[] potentials = run.potentials();
          for (int j = 0; j < sum.length; j++) {
            sum[j] += potentials[j];
          }
        });
  }

  private double[] mean(
      SpikingNetwork network, Readout readout, BiConsumer<SampleRun, double[]> add) {
    EventDrivenSimulator simulator =
        new EventDrivenSimulator(
            network,
            new SimulationSettings(settings.timesteps(), settings.coding(), readout, seed));
    double[] mean = new double[network.outputs()];
    for (double[] part : inParallel(chunk -> sum(simulator, chunk, add))) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += part[j] / samples.size();
      }
    }
    return mean;
  }

  private interface Part {
    double[] of(int chunk);
  }

  /** The parts in the order of the samples, whichever thread did them. */
  private List<double[]> inParallel(Part part) {
    int chunks = (samples.size() + CHUNK - 1) / CHUNK;
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> IntStream.range(0, chunks).parallel().mapToObj(part::of).toList())
          .join();
    } finally {
      pool.shutdownNow();
    }
  }

  private double[] sum(
      EventDrivenSimulator simulator, int chunk, BiConsumer<SampleRun, double[]> add) {
    int from = chunk * CHUNK;
    List<float[]> inputs = new ArrayList<>();
    for (int sample = from; sample < Math.min(from + CHUNK, samples.size()); sample++) {
      inputs.add(samples.sample(sample));
    }
    double[] sum = new double[simulator.network().outputs()];
    simulator.run(inputs, from, run -> add.accept(run, sum));
    return sum;
  }
}
