package io.github.ann2snn.bench;

import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.evaluation.SampleChunks;
import java.util.Optional;

/**
 * How much is measured, so that it takes about as long as is allowed.
 *
 * @param samples of the test samples, the first ones
 * @param plainLoops whether plain loops are measured beside the Vector API
 * @param notice what is left out, and why
 */
record Sizing(int samples, boolean plainLoops, Optional<String> notice) {
  /** Plain loops take some ten times as long. */
  private static final int PLAIN = 10;

  private static final double PROBE_SECONDS = 2;
  private static final double MOST_PROBE_SECONDS = 20;

  /** As many samples as asked for, or all of them. */
  static Sizing asked(BenchOptions options, int available) {
    int samples = Math.min(options.samples().orElse(available), available);
    return new Sizing(samples, options.plainLoops(), Optional.empty());
  }

  /**
   * As many as fit into the time: whole chunks for each thread, if need be without plain loops, and
   * one sample for each thread at least.
   *
   * @param beside whether plain loops are asked for, beside the Vector API
   */
  static Sizing of(Costs costs, BenchOptions options, boolean beside, int available) {
    double seconds = options.minutes() * 60;
    double slow = costs.withPlainLoops(options);
    double fast = costs.withoutPlainLoops(options);
    int threads = options.threads().last();
    double chunks = (double) SampleChunks.CHUNK * threads;
    boolean plain = beside && slow * Math.min(chunks, available) <= seconds;
    double each = plain ? slow : fast;
    double fitting = seconds / each;
    double whole = fitting >= chunks ? chunks : threads;
    int samples =
        fitting >= available
            ? available
            : (int) Math.min(available, Math.max(threads, Math.floor(fitting / whole) * whole));
    if (samples == available && plain == beside) {
      return new Sizing(available, plain, Optional.empty());
    }
    return new Sizing(
        samples,
        plain,
        Optional.of(
            Text.of(
                "%,d of %,d test samples are measured%s, which takes about %.0f minutes;"
                    + " --minutes allows more, --samples says how many",
                samples,
                available,
                plain || !beside ? "" : ", without plain loops",
                Math.ceil(samples * each / 60))));
  }

  /**
   * What a sample costs.
   *
   * @param simulation seconds of one thread, at the largest T
   * @param forward seconds of one thread in the model's forward pass
   * @param arithmetics in how many the network is measured
   */
  record Costs(double simulation, double forward, int arithmetics) {
    /** Seconds of all that is measured. */
    double withPlainLoops(BenchOptions options) {
      double steps =
          options.timesteps().stream().filter(options::measuresPlainLoops).mapToInt(t -> t).sum();
      int every = Benchmark.PLAIN_EVERY;
      int runs = Benchmark.PLAIN_WARM_UPS + (options.repetitions() + every - 1) / every;
      double largest = options.timesteps().last();
      return withoutPlainLoops(options)
          + PLAIN * simulation * arithmetics * steps / largest * threads(options) * runs;
    }

    /** Seconds of all that runs on the Vector API. */
    double withoutPlainLoops(BenchOptions options) {
      double steps = options.timesteps().stream().mapToInt(t -> t).sum();
      double simulated = simulation * arithmetics * steps / options.timesteps().last();
      int runs = Benchmark.WARM_UPS + options.repetitions();
      return (simulated + forward) * threads(options) * runs;
    }

    /**
     * Seconds of a sample: runs more and more, until the JIT compiler has not made them faster for
     * as long.
     */
    static double probe(int available, Probe probe) throws InterruptedException {
      long begin = System.nanoTime();
      double least = Double.POSITIVE_INFINITY;
      double spent = 0;
      double needed = PROBE_SECONDS;
      for (int n = 1;
          spent < Math.min(needed, MOST_PROBE_SECONDS);
          n = Math.min(2 * n, SampleChunks.CHUNK)) {
        int some = Math.min(n, available);
        probe.run(some);
        double now = (System.nanoTime() - begin) * 1e-9;
        double each = (now - spent) / some;
        if (each < 0.9 * least) {
          least = each;
          needed = Math.max(needed, 2 * now);
        }
        spent = now;
      }
      return least;
    }

    /** A run with each number of threads takes as long as so many with one. */
    private static double threads(BenchOptions options) {
      int cores = Runtime.getRuntime().availableProcessors();
      return options.threads().stream().mapToDouble(n -> 1.0 / Math.min(n, cores)).sum();
    }
  }

  /** Runs so many samples. */
  @FunctionalInterface
  interface Probe {
    void run(int samples) throws InterruptedException;
  }
}
