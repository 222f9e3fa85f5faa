package io.github.ann2snn.bench;

import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.runtime.bandwidth.ArithmeticPeak.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured. Times are medians of repetitions that were interleaved.
 *
 * @param schema always {@value #SCHEMA}
 * @param dataset whose test samples ran
 * @param samples how many of them, the first ones
 * @param testSamples how many there are
 * @param network layer sizes, inputs first; of long networks and of those with branches, how many
 *     layers, neurons and connections
 * @param coding input coding
 * @param readout readout
 * @param kernel the kernel that this process uses by itself, and why
 * @param processors cores that the JVM sees
 * @param repetitions measured repetitions
 * @param loadBytes bytes of the loads that measured the bandwidths
 * @param bandwidths of the machine's memory
 * @param peaks of its arithmetic
 * @param annForwardSeconds the model's forward pass of all samples with as many threads as can be
 * @param annForwardSecondsByRepetition its repetitions
 * @param annMacs multiply-accumulate operations of the model per sample, zeros included
 * @param annForward the model's forward pass, for each number of threads; none in files of 0.1,
 *     whose forward pass is Deeplearning4j's
 * @param runs the spiking network
 * @param latencies of single samples
 * @param memory of this process; null in files of 0.1
 * @param scaling growth of the time; null where it was not asked for
 * @param environment versions and native libraries, by name
 */
public record BenchReport(
    String schema,
    String dataset,
    int samples,
    int testSamples,
    String network,
    String coding,
    String readout,
    String kernel,
    int processors,
    int repetitions,
    int loadBytes,
    List<Bandwidth> bandwidths,
    List<Peak> peaks,
    double annForwardSeconds,
    List<Double> annForwardSecondsByRepetition,
    long annMacs,
    List<Forward> annForward,
    List<Run> runs,
    List<Latency> latencies,
    Memory memory,
    Scaling scaling,
    Map<String, String> environment) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.bench/1";

  /** Writes it. */
  public static final JsonDocument<BenchReport> DOCUMENT =
      new JsonDocument<>(
          SCHEMA, BenchReport.class, Wording.madeBy("ann2snn bench", "not complete ({reason})"));

  /** Copies the lists; what documents of 0.1 lack is empty. */
  public BenchReport {
    testSamples = testSamples == 0 ? samples : testSamples;
    bandwidths = List.copyOf(bandwidths);
    peaks = orEmpty(peaks);
    annForward = orEmpty(annForward);
    runs = List.copyOf(runs);
    latencies = orEmpty(latencies);
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * How fast memory can be read.
   *
   * @param level L1, L2 or memory
   * @param bytes read over and over; per thread in a cache, by all together in memory
   * @param threads that read at the same time
   * @param bytesPerSecond of all threads together; the best that was measured
   */
  public record Bandwidth(String level, int bytes, int threads, double bytesPerSecond) {}

  /**
   * How fast the machine computes, in registers.
   *
   * @param work such as {@code multiply-add}, which is two operations
   * @param threads that compute at the same time
   * @param operationsPerSecond of all threads together; the best that was measured
   */
  public record Peak(String work, int threads, double operationsPerSecond) {}

  /**
   * The model's forward pass with a number of threads, over all samples.
   *
   * @param threads number of threads
   * @param kernel the kernel that it uses, and why
   * @param seconds for all samples
   * @param operationsPerSecond 2 x {@link BenchReport#annMacs} x samples over {@code seconds}
   * @param peakOperationsPerSecond what as many threads do if they only multiply and add
   * @param shareOfPeak the former as a fraction of the latter
   * @param secondsByRepetition what {@code seconds} is the median of
   */
  public record Forward(
      int threads,
      String kernel,
      double seconds,
      double operationsPerSecond,
      double peakOperationsPerSecond,
      double shareOfPeak,
      List<Double> secondsByRepetition) {}

  /**
   * One configuration of the spiking network, over all samples.
   *
   * @param timesteps number of steps T
   * @param arithmetic such as {@code float}
   * @param kernel {@code simd} or {@code scalar}
   * @param threads number of threads
   * @param seconds for all samples, ledger included
   * @param ratioToAnnForward {@code seconds} over those of the forward pass with as many threads
   * @param synopsPerSecond synaptic operations per second
   * @param samplesPerSecond samples per second
   * @param nanosecondsPerSampleStep nanoseconds per sample and step
   * @param bytesPerSecond bytes of the weights that spikes and constant currents touch, per second
   * @param shareOfL2Bandwidth the same as a fraction of the L2's bandwidth with as many threads
   * @param bound the least that it could take on this machine; null in files of 0.1
   * @param roomBytesPerThread memory that a thread needs at most while it runs samples, beside the
   *     network
   * @param secondsByRepetition what {@code seconds} is the median of
   */
  public record Run(
      int timesteps,
      String arithmetic,
      String kernel,
      int threads,
      double seconds,
      double ratioToAnnForward,
      double synopsPerSecond,
      double samplesPerSecond,
      double nanosecondsPerSampleStep,
      double bytesPerSecond,
      double shareOfL2Bandwidth,
      Bound bound,
      long roomBytesPerThread,
      List<Double> secondsByRepetition) {}

  /**
   * The least time that the operations of a run could take: each at the machine's peak, synaptic
   * ones no faster than their weights can be read.
   *
   * @param limit what takes most of it: L1, L2, add or multiply-add
   * @param seconds that time
   * @param share of it in the time that the run took, a fraction
   * @param shareOfPeak the same if no weight had to be read
   * @param secondsByLimit what it is the sum of
   */
  public record Bound(
      String limit,
      double seconds,
      double share,
      double shareOfPeak,
      Map<String, Double> secondsByLimit) {}

  /**
   * How long a sample that comes alone takes from its values to its class, with all threads that
   * the simulator takes for it.
   *
   * @param timesteps number of steps T
   * @param arithmetic such as {@code float}
   * @param kernel {@code simd} or {@code scalar}
   * @param runs how many samples were timed
   * @param seconds the median
   * @param seconds95 what 95 % do not exceed
   */
  public record Latency(
      int timesteps,
      String arithmetic,
      String kernel,
      int runs,
      double seconds,
      double seconds95) {}

  /**
   * Memory of the process, all measurements together.
   *
   * @param heapPeakBytes the most that the heap held, garbage included
   * @param residentPeakBytes the most that the system gave the process; null where it does not tell
   */
  public record Memory(long heapPeakBytes, Long residentPeakBytes) {}

  /**
   * How time grows with the work.
   *
   * @param threads number of threads
   * @param timesteps with the number of steps
   * @param samples with the number of samples
   * @param widths with the width of the two hidden layers of random networks
   */
  public record Scaling(
      int threads,
      List<ScalingPoint> timesteps,
      List<ScalingPoint> samples,
      List<ScalingPoint> widths) {}

  /**
   * One measurement of a series.
   *
   * @param network layer sizes, inputs first
   * @param timesteps number of steps T
   * @param samples number of samples
   * @param seconds for all of them
   * @param work synaptic operations, multiply-accumulates and neuron updates, added
   * @param picosecondsPerOperation {@code seconds} over {@code work}
   */
  public record ScalingPoint(
      String network,
      int timesteps,
      int samples,
      double seconds,
      long work,
      double picosecondsPerOperation) {}

  /** The bandwidth of a level, if it was measured for as many threads. */
  static Optional<Bandwidth> bandwidth(List<Bandwidth> measured, String level, int threads) {
    return measured.stream()
        .filter(bandwidth -> bandwidth.level().equals(level) && bandwidth.threads() == threads)
        .findFirst();
  }

  /** The peak of some work, if it was measured for as many threads. */
  static double peak(List<Peak> measured, Work work, int threads) {
    return measured.stream()
        .filter(peak -> peak.work().equals(work.title()) && peak.threads() == threads)
        .findFirst()
        .orElseThrow()
        .operationsPerSecond();
  }

  /** The forward pass with a number of threads, if it was measured. */
  Optional<Forward> forward(int threads) {
    return annForward.stream().filter(forward -> forward.threads() == threads).findFirst();
  }

  /** A run, if it was measured. */
  Optional<Run> run(int timesteps, String arithmetic, String kernel, int threads) {
    return runs.stream()
        .filter(run -> run.timesteps() == timesteps && run.threads() == threads)
        .filter(run -> run.arithmetic().equals(arithmetic) && run.kernel().equals(kernel))
        .findFirst();
  }
}
