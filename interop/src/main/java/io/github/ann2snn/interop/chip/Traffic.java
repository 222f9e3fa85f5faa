package io.github.ann2snn.interop.chip;

import io.github.ann2snn.runtime.evaluation.Evaluation;
import io.github.ann2snn.runtime.evaluation.SampleRuns;
import io.github.ann2snn.runtime.evaluation.SampleRuns.RunTally;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.operations.NetworkTraffic;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.Simulator;
import io.github.ann2snn.runtime.simulation.SpikeTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * What spikes of layers cause between cores, over some samples: whole numbers, so that they do not
 * depend on threads. Spikes of inputs come from elsewhere and do not count.
 *
 * @param samples how many ran
 * @param byLayer for each layer packets and deliveries over all steps
 * @param byStep sums over the layers at each step: packets, deliveries, local packets, horizontal
 *     hops, vertical hops, routers
 * @param early the same sums over the steps of samples that stop early; empty if none do
 */
public record Traffic(int samples, long[][] byLayer, long[][] byStep, Optional<long[]> early) {
  /** Kinds of counts. */
  private static final int KINDS = 6;

  /**
   * Runs samples.
   *
   * @param fit of the simulator's network
   * @param exit the same samples, where some stopped early
   */
  public static Traffic of(
      ChipFit fit,
      Simulator simulator,
      SampleSource samples,
      int threads,
      Optional<Evaluation.EarlyExitEvaluation> exit,
      IntConsumer progress)
      throws InterruptedException {
    List<int[][]> routes = new ArrayList<>();
    for (int p = 0; p < fit.layers().size(); p++) {
      Routes of = Routes.of(fit.network(), fit.chip(), fit.layers(), p);
      routes.add(
          Stream.of(
                  of.packets(),
                  of.deliveries(),
                  of.local(),
                  of.horizontal(),
                  of.vertical(),
                  of.routers())
              .map(Traffic::orNone)
              .toArray(int[][]::new));
    }
    int steps = simulator.settings().timesteps();
    Optional<int[]> stops = exit.map(Evaluation.EarlyExitEvaluation::steps);
    Tally sum =
        new SampleRuns(simulator, threads)
            .tally(samples, () -> new Tally(routes, steps, stops), progress);
    return new Traffic(
        samples.size(), sum.byLayer, sum.byStep, stops.map(present -> sum.early.clone()));
  }

  /** Empty where no neuron causes any, so that no sample need be asked. */
  private static int[] orNone(int[] each) {
    return Arrays.stream(each).allMatch(value -> value == 0) ? new int[0] : each;
  }

  /** Mean packets of a sample that a layer's spikes cause. */
  public double packets(int layer) {
    return (double) byLayer[layer][0] / samples;
  }

  /** Mean number of cores that a sample's spikes of a layer go to. */
  public double deliveries(int layer) {
    return (double) byLayer[layer][1] / samples;
  }

  /** Means of a sample over all steps. */
  public NetworkTraffic total() {
    List<NetworkTraffic> all = upTo();
    return all.get(all.size() - 1);
  }

  /** Means of a sample up to and including each step. */
  public List<NetworkTraffic> upTo() {
    List<NetworkTraffic> means = new ArrayList<>();
    long[] sum = new long[KINDS];
    for (int t = 0; t < byStep[0].length; t++) {
      for (int k = 0; k < KINDS; k++) {
        sum[k] += byStep[k][t];
      }
      means.add(mean(sum));
    }
    return means;
  }

  /** Means of a sample that stops early. */
  public Optional<NetworkTraffic> ofExit() {
    return early.map(this::mean);
  }

  private NetworkTraffic mean(long[] sums) {
    double[] means = Arrays.stream(sums).mapToDouble(sum -> (double) sum / samples).toArray();
    return new NetworkTraffic(means[0], means[1], means[2], means[3], means[4], means[5]);
  }

  /** Adds up samples. */
  private static final class Tally implements RunTally<Tally> {
    private final List<int[][]> routes;
    private final Optional<int[]> stops;
    private final long[][] byLayer;
    private final long[][] byStep;
    private final long[] early = new long[KINDS];
    private int[] room = {};

    Tally(List<int[][]> routes, int steps, Optional<int[]> stops) {
      this.routes = routes;
      this.stops = stops;
      this.byLayer = new long[routes.size()][2];
      this.byStep = new long[KINDS][steps];
    }

    @Override
    public void add(int sample, int label, float[] input, SampleRun run) {
      for (int p = 0; p < run.layers().size(); p++) {
        for (int k = 0; k < KINDS; k++) {
          long[] steps = new long[byStep[k].length];
          add(run.layers().get(p), routes.get(p)[k], steps);
          long all = Arrays.stream(steps).sum();
          addTo(byStep[k], steps);
          if (k < 2) {
            byLayer[p][k] += all;
          }
          if (stops.isPresent()) {
            early[k] += Arrays.stream(steps, 0, stops.get()[sample]).sum();
          }
        }
      }
    }

    private void add(SpikeTrain train, int[] each, long[] steps) {
      if (each.length == 0) {
        return;
      }
      if (room.length <= train.count()) {
        room = new int[2 * train.count() + 1];
      }
      train.addSums(train.timesteps(), each, room, steps, 0);
    }

    @Override
    public void add(Tally other) {
      for (int p = 0; p < byLayer.length; p++) {
        addTo(byLayer[p], other.byLayer[p]);
      }
      for (int k = 0; k < KINDS; k++) {
        addTo(byStep[k], other.byStep[k]);
      }
      addTo(early, other.early);
    }

    private static void addTo(long[] sum, long[] values) {
      Arrays.setAll(sum, i -> sum[i] + values[i]);
    }
  }
}
