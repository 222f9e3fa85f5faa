package io.github.ann2snn.bench;

import io.github.ann2snn.files.Refusal;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.simulation.SimulationSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to measure, and how often.
 *
 * @param timesteps numbers of steps T
 * @param threads numbers of threads
 * @param weightBits in what a network in single precision is measured: in itself, 32, or in
 *     integers of 16 or 8 bits that can stand for it
 * @param plainLoops whether to measure plain loops beside the Vector API
 * @param samples how many test samples, or as many as fit into the time
 * @param minutes how long all may take, about, where nobody says how many samples
 * @param repetitions how often every configuration is measured
 * @param warmUpSeconds how long every configuration runs before, at least
 * @param scaling whether to measure growth with T, samples and width, too
 * @param widths hidden layers of the random networks for that
 */
public record BenchOptions(
    SortedSet<Integer> timesteps,
    SortedSet<Integer> threads,
    SortedSet<Integer> weightBits,
    boolean plainLoops,
    Optional<Integer> samples,
    double minutes,
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
    weightBits = Collections.unmodifiableSortedSet(new TreeSet<>(weightBits));
    weightBits.forEach(
        bits ->
            Refusal.when(
                Arithmetic.ofWeightBits(bits).isEmpty(),
                "--weight-bits is %d, expected 8, 16 or 32",
                bits));
    timesteps.forEach(t -> require("--timesteps", t, SimulationSettings.MAX_TIMESTEPS));
    threads.forEach(n -> require("--threads", n, MAX_THREADS));
    widths.forEach(width -> require("--widths", width, MAX_WIDTH));
    samples.ifPresent(n -> require("--samples", n, Integer.MAX_VALUE));
    Refusal.when(
        !(minutes > 0 && minutes <= 10_000),
        "--minutes is %s, expected more than 0, up to 10000",
        minutes);
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

  /** In what a network in single precision is measured, the widest first. */
  List<Arithmetic> arithmetics() {
    return Arrays.stream(Arithmetic.values())
        .filter(each -> weightBits.contains(each.weightBits()))
        .toList();
  }

  /** Whether plain loops, which take long, are measured at {@code t} steps. */
  boolean measuresPlainLoops(int t) {
    return t == 8 || t == timesteps.last();
  }
}
