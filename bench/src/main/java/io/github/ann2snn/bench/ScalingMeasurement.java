package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Scaling;
import io.github.ann2snn.bench.BenchReport.ScalingPoint;
import io.github.ann2snn.bench.Schedule.Entry;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.bench.Schedule.Timings;
import io.github.ann2snn.datasets.Split;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.connection.Affine;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.eventdriven.EventDrivenSimulator;
import io.github.ann2snn.runtime.network.Population;
import io.github.ann2snn.runtime.network.RunDefaults;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.neuron.Firing;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import io.github.ann2snn.runtime.neuron.IntegrateAndFire;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Measures how time grows with the number of steps, the number of samples, and the width. */
record ScalingMeasurement(
    SpikingNetwork network,
    SimulationSettings settings,
    Split samples,
    SortedSet<Integer> widths,
    int threads) {
  private static final int REPETITIONS = 3;
  private static final List<Integer> TIMESTEPS = List.of(8, 16, 32, 64, 128);
  private static final List<Integer> FRACTIONS = List.of(4, 2, 1);
  private static final int SAMPLES_AT = 32;
  private static final int WIDTHS_AT = 16;

  /** How many steps {@link #measure} tells of. */
  int steps() {
    return (TIMESTEPS.size() + FRACTIONS.size() + widths.size()) * (1 + REPETITIONS);
  }

  /**
   * Runs everything.
   *
   * @param progress told how many more steps are done
   * @param notices told what is left out, and why
   */
  Scaling measure(IntConsumer progress, Consumer<String> notices) throws InterruptedException {
    List<TimedSimulation> byTimestep =
        TIMESTEPS.stream().map(t -> simulation(network, t, samples.size())).toList();
    List<TimedSimulation> bySamples =
        FRACTIONS.stream()
            .map(part -> simulation(network, SAMPLES_AT, Math.max(1, samples.size() / part)))
            .toList();
    List<ScalingPoint> timestepPoints = points(byTimestep, progress);
    List<ScalingPoint> samplePoints = points(bySamples, progress);
    List<ScalingPoint> widthPoints = new ArrayList<>();
    double norm = RandomNetwork.inputNorm(samples, network.inputs());
    for (int width : widths) {
      if (fits(width, notices)) {
        // One at a time: the widest take most of the memory.
        widthPoints.addAll(points(List.of(simulation(random(width, norm), width)), progress));
      } else {
        progress.accept(1 + REPETITIONS);
      }
    }
    return new Scaling(threads, timestepPoints, samplePoints, widthPoints);
  }

  private TimedSimulation simulation(SpikingNetwork which, int timesteps, int sampleCount) {
    var simulator = new EventDrivenSimulator(which, settings.withTimesteps(timesteps));
    return new TimedSimulation(
        Benchmark.kernel(), simulator, threads, samples.slice(0, sampleCount));
  }

  /** Fewer samples for wider networks, so that none takes long. */
  private TimedSimulation simulation(SpikingNetwork random, int width) {
    int enough = Math.max(128, (1 << 20) / width);
    return simulation(random, WIDTHS_AT, Math.min(samples.size(), enough));
  }

  private SpikingNetwork random(int width, double norm) {
    return RandomNetwork.draw(
        settings.seed(),
        norm,
        network.defaults(),
        network.inputs(),
        width,
        width,
        network.outputs());
  }

  /** Weights are there three times while a network is prepared, and the heap has other guests. */
  private boolean fits(int width, Consumer<String> notices) {
    double needed = 2 * 3.0 * Float.BYTES * width * ((double) width + network.inputs());
    if (needed <= Runtime.getRuntime().maxMemory()) {
      return true;
    }
    notices.accept(
        Text.of(
            "Width %d is left out, it needs more memory; allow it with ANN2SNN_JAVA_OPTS=-Xmx%.0fg",
            width, Math.ceil(1.05 * needed / (1 << 30))));
    return false;
  }

  private static List<ScalingPoint> points(List<TimedSimulation> simulations, IntConsumer progress)
      throws InterruptedException {
    List<Entry> entries = simulations.stream().map(task -> new Entry(task, 1, 1)).toList();
    Map<Task, Timings> timings =
        new Schedule(entries, REPETITIONS, 0).measure(System::nanoTime, progress);
    return simulations.stream()
        .map(simulation -> point(simulation, timings.get(simulation).median()))
        .toList();
  }

  private static ScalingPoint point(TimedSimulation simulation, double seconds) {
    long work =
        simulation.count(Operation.SYNAPTIC_OPERATION)
            + simulation.count(Operation.ANALOG_MAC)
            + simulation.count(Operation.BIAS_ADD); // neurons x steps x samples
    return new ScalingPoint(
        TimedSimulation.architecture(simulation.simulator.network()),
        simulation.simulator.settings().timesteps(),
        simulation.samples.size(),
        seconds,
        work,
        seconds * 1e12 / work);
  }

  /**
   * Networks of any width, with random weights, whose hidden neurons fire about as often as those
   * of a converted network. A neuron with the current I in [0, 1] fires at the rate I, so with
   * currents of mean 0 and standard deviation {@value #DEVIATION} it does at about 0.06 on average.
   * Weights with the variance 2 / fan-in keep that deviation from layer to layer (He et al. 2015),
   * as spike rates are max(0, I).
   */
  static final class RandomNetwork {
    private static final double DEVIATION = 0.15;

    private RandomNetwork() {}

    /**
     * Draws a network with two hidden layers.
     *
     * @param inputNorm Euclidean norm of a typical input
     * @param sizes layer sizes, inputs first
     */
    static SpikingNetwork draw(long seed, double inputNorm, RunDefaults defaults, int... sizes) {
      SplittableRandom random = new SplittableRandom(seed);
      Population[] layers = new Population[sizes.length - 1];
      for (int l = 0; l < layers.length; l++) {
        double deviation = l == 0 ? DEVIATION / inputNorm : Math.sqrt(2.0 / sizes[l]);
        layers[l] = layer("layer_" + (l + 1), l - 1, random, sizes[l], sizes[l + 1], deviation);
      }
      return new SpikingNetwork(List.of(sizes[0]), List.of(layers), 1, defaults, Map.of());
    }

    private static Population layer(
        String name,
        int source,
        SplittableRandom random,
        int inputs,
        int neurons,
        double deviation) {
      float[] weight = new float[Math.multiplyExact(inputs, neurons)];
      double bound = Math.sqrt(3) * deviation;
      for (int i = 0; i < weight.length; i++) {
        weight[i] = (float) random.nextDouble(-bound, bound);
      }
      return new Population(
          name,
          source,
          new Affine(inputs, neurons, weight, new float[neurons]),
          IntegrateAndFire.of(Firing.unit(neurons, 0.5f, Reset.SUBTRACT)));
    }

    /** The root mean square of the Euclidean norms of the first samples; 1 if all are zero. */
    static double inputNorm(SampleSource samples, int inputs) {
      int n = Math.min(100, samples.size());
      float[] sample = new float[inputs];
      double squares = 0;
      for (int i = 0; i < n; i++) {
        samples.read(i, sample);
        for (float x : sample) {
          squares += x * x;
        }
      }
      return squares == 0 ? 1 : Math.sqrt(squares / n);
    }
  }
}
