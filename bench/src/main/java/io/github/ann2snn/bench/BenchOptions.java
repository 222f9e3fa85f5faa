package io.github.ann2snn.bench;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to measure, and how often.
 *
 * @param timesteps numbers of steps T
 * @param threads numbers of threads
 * @param repetitions how often every configuration is measured
 * @param warmUpSeconds how long every configuration runs before, at least
 * @param scaling whether to measure growth with T, samples and width, too
 * @param widths hidden layers of the random networks for that
 */
public record BenchOptions(
    SortedSet<Integer> timesteps,
    SortedSet<Integer> threads,
    int repetitions,
    double warmUpSeconds,
    boolean scaling,
    SortedSet<Integer> widths) {
  private static final int MAX_THREADS = 1024;

  /** Beyond it the weights of a layer no longer fit an array. */
  private static final int MAX_WIDTH = 32_768;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public BenchOptions {
    timesteps = Collections.unmodifiableSortedSet(new TreeSet<>(timesteps));
    threads = Collections.unmodifiableSortedSet(new TreeSet<>(threads));
    widths = Collections.unmodifiableSortedSet(new TreeSet<>(widths));
    timesteps.forEach(t -> require("--timesteps", t, SimulationSettings.MAX_TIMESTEPS));
    threads.forEach(n -> require("--threads", n, MAX_THREADS));
    widths.forEach(width -> require("--widths", width, MAX_WIDTH));
    require("--repetitions", repetitions, 1000);
    Refusal.when(
        !(warmUpSeconds >= 0 && warmUpSeconds <= 3600),
        "--warm-up is %s, expected 0 to 3600 seconds",
        warmUpSeconds);
  }

  private static void require(String option, int value, int max) {
    Refusal.when(value < 1 || value > max, "%s is %d, expected 1 to %d", option, value, max);
  }

  /** One thread, and one for each core. */
  public static SortedSet<Integer> defaultThreads() {
    return new TreeSet<>(Arrays.asList(1, Runtime.getRuntime().availableProcessors()));
  }

  /** Whether plain loops, which take long, are measured at {@code t} steps. */
  boolean measuresPlainLoops(int t) {
    return t == 8 || t == timesteps.last();
  }
}
