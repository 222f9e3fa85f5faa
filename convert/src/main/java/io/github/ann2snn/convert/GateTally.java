package io.github.ann2snn.convert;

import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.MaxGate;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SampleRuns.RunTally;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.Projection;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SampleRun.Passage;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Adds up the errors of a network's max pooling gates, in whole spikes. */
public final class GateTally implements RunTally<GateTally> {
  private final List<Sum> sums = new ArrayList<>();
  private final int timesteps;
  private int samples;

  private static final class Sum {
    private final Passage passage;
    private final int source;
    private final String name;
    private final int[][] members;
    private long total;
    private int largest;
    private long exact;

    Sum(Passage passage, int source, String name, MaxGate gate) {
      this.passage = passage;
      this.source = source;
      this.name = name;
      this.members = gate.members();
    }

    void add(int[] fired, int[] passed) {
      for (int q = 0; q < members.length; q++) {
        int most = 0;
        for (int i : members[q]) {
          most = Math.max(most, fired[i]);
        }
        int error = Math.abs(passed[q] - most);
        total += error;
        largest = Math.max(largest, error);
        exact += error == 0 ? 1 : 0;
      }
    }

    void add(Sum other) {
      total += other.total;
      largest = Math.max(largest, other.largest);
      exact += other.exact;
    }
  }

  /** A tally of no sample. */
  public GateTally(SpikingNetwork network, int timesteps) {
    this.timesteps = timesteps;
    for (int p = 0; p < network.populations().size(); p++) {
      Population population = network.populations().get(p);
      List<Projection> projections = population.projections();
      for (int k = 0; k < projections.size(); k++) {
        Projection projection = projections.get(k);
        if (projection.gate().isPresent()) {
          Passage passage = new Passage(p, k);
          String name = population.name();
          sums.add(new Sum(passage, projection.source(), name, projection.gate().get()));
        }
      }
    }
  }

  /**
   * The errors on some samples.
   *
   * @param settings how the network is run
   * @param seed of random input spikes
   * @param threads number of threads, at least 1
   * @throws InterruptedException if the calling thread is interrupted
   */
  static List<GateError> errors(
      SpikingNetwork network, Split samples, RunDefaults settings, long seed, int threads)
      throws InterruptedException {
    if (network.gated().isEmpty()) {
      return List.of();
    }
    SimulationSettings how = SimulationSettings.of(settings, seed);
    return new SampleRuns(new EventDrivenSimulator(network, how), threads)
        .tally(samples, () -> new GateTally(network, how.timesteps()), done -> {})
        .errors();
  }

  @Override
  public void add(int sample, int label, float[] input, SampleRun run) {
    add(p -> run.layers().get(p).counts(), passage -> run.gated().get(passage).counts());
  }

  @Override
  public void add(GateTally other) {
    samples += other.samples;
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).add(other.sums.get(i));
    }
  }

  /**
   * Adds a sample.
   *
   * @param fired spikes of each neuron of a layer
   * @param passed spikes that come through each window of a gate
   */
  public void add(IntFunction<int[]> fired, Function<Passage, int[]> passed) {
    samples++;
    sums.forEach(sum -> sum.add(fired.apply(sum.source), passed.apply(sum.passage)));
  }

  /** The errors of all gates, in the order of their layers. */
  public List<GateError> errors() {
    return sums.stream()
        .map(
            sum -> {
              double all = (double) samples * sum.members.length;
              return new GateError(
                  sum.name,
                  sum.total / all / timesteps,
                  (double) sum.largest / timesteps,
                  sum.exact / all);
            })
        .toList();
  }

  /**
   * By how much the rate that a max pooling gate lets through departs from the largest firing rate
   * of its window: what the choice of one neuron at a time costs ({@link MaxGate}).
   *
   * @param layer that begins with the gate
   * @param mean magnitude over windows and samples, in spikes per step
   * @param largest likewise
   * @param exact share of windows and samples that have no error
   */
  public record GateError(String layer, double mean, double largest, double exact) {
    /** Such as {@code 0.0031 of a rate of 1 on average, 0.125 at most, none in 97.20 %}. */
    @Override
    public String toString() {
      return Text.of(
          "%.2g of a rate of 1 on average, %.2g at most, none in %.2f %%",
          mean, largest, 100 * exact);
    }
  }
}
