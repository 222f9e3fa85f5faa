package io.github.ann2snn.bench;

import io.github.ann2snn.bench.BenchReport.Latency;
import io.github.ann2snn.bench.Schedule.Task;
import io.github.ann2snn.runtime.evaluation.SampleSource;
import io.github.ann2snn.runtime.simulation.SampleRun;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import io.github.ann2snn.runtime.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;

/** How long a sample that comes alone takes from its values to its class. */
final class SingleSamples implements Task {
  /** Nanoseconds of a run at least, if there are not too many samples by then. */
  private static final long LEAST = 100_000_000;

  private static final int MOST = 1000;

  private final Simulator simulator;
  private final SampleSource samples;
  private final List<Double> seconds = new ArrayList<>();
  private int next;

  SingleSamples(Simulator simulator, SampleSource samples) {
    this.simulator = simulator;
    this.samples = samples;
  }

  @Override
  public void run() throws InterruptedException {
    float[] input = new float[simulator.network().inputs()];
    long spent = 0;
    for (int i = 0; i < MOST && spent < LEAST; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      samples.read(next, input);
      long begin = System.nanoTime();
      decide(input);
      long taken = System.nanoTime() - begin;
      seconds.add(taken * 1e-9);
      spent += taken;
      next = (next + 1) % samples.size();
    }
  }

  /** With all threads that the simulator takes for one sample. */
  private void decide(float[] input) {
    List<Integer> classes = new ArrayList<>(1);
    simulator.run(List.of(input), next, (SampleRun run) -> classes.add(run.prediction()));
    if (classes.size() != 1) {
      throw new IllegalStateException("a sample has " + classes.size() + " classes");
    }
  }

  @Override
  public void warmedUp() {
    seconds.clear();
  }

  /** What was measured since the warm-up. */
  Latency latency(String kernel) {
    List<Double> sorted = seconds.stream().sorted().toList();
    SimulationSettings settings = simulator.settings();
    return new Latency(
        settings.timesteps(),
        simulator.network().arithmetic().toString(),
        kernel,
        sorted.size(),
        rank(sorted, 0.5),
        rank(sorted, 0.95));
  }

  /** The least of some sorted values that a part of them does not exceed. */
  static double rank(List<Double> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
