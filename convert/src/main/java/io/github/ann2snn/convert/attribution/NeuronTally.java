package io.github.ann2snn.convert.attribution;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What each neuron of a layer did, over the samples. */
final class NeuronTally {
  private static final int WORST = 5;

  private final float[] lambda;
  private final int timesteps;
  private final double[] activation;
  private final long[] spikes;
  private final double[] error;
  private final Map<ErrorTerm, double[]> terms = new EnumMap<>(ErrorTerm.class);
  private final boolean[] saturated;
  private long samples;
  private long saturatedCount;

  NeuronTally(float[] lambda, int timesteps) {
    int neurons = lambda.length;
    this.lambda = lambda;
    this.timesteps = timesteps;
    this.activation = new double[neurons];
    this.spikes = new long[neurons];
    this.error = new double[neurons];
    this.saturated = new boolean[neurons];
    for (ErrorTerm term : ErrorTerm.values()) {
      terms.put(term, new double[neurons]);
    }
  }

  /** Adds neuron {@code j} of a sample. */
  void add(int j, double x, int fired, ErrorSplit split) {
    activation[j] += lambda[j] * x;
    spikes[j] += fired;
    error[j] += lambda[j] * Math.abs(split.total());
    terms.forEach((term, sums) -> sums[j] += Math.abs(split.of(term)));
    saturated[j] |= fired == timesteps;
    saturatedCount += fired == timesteps ? 1 : 0;
  }

  void endSample() {
    samples++;
  }

  NeuronCounts counts() {
    int silentInBoth = 0;
    int silentInSnnOnly = 0;
    int everSaturated = 0;
    for (int j = 0; j < lambda.length; j++) {
      silentInBoth += spikes[j] == 0 && activation[j] == 0 ? 1 : 0;
      silentInSnnOnly += spikes[j] == 0 && activation[j] > 0 ? 1 : 0;
      everSaturated += saturated[j] ? 1 : 0;
    }
    return new NeuronCounts(
        silentInBoth,
        silentInSnnOnly,
        everSaturated,
        (double) saturatedCount / samples / lambda.length);
  }

  /** The neurons of the largest errors, the worst first, the lowest index on ties. */
  List<NeuronError> worst() {
    return IntStream.range(0, lambda.length)
        .boxed()
        .filter(j -> error[j] > 0)
        .sorted(Comparator.comparingDouble((Integer j) -> -error[j]))
        .limit(WORST)
        .map(this::neuron)
        .toList();
  }

  private NeuronError neuron(int j) {
    ErrorTerm main = ErrorTerm.CLIPPING;
    for (ErrorTerm term : ErrorTerm.values()) {
      main = terms.get(term)[j] > terms.get(main)[j] ? term : main;
    }
    return new NeuronError(
        j,
        activation[j] / samples,
        (double) spikes[j] / samples / timesteps,
        lambda[j],
        error[j] / samples,
        main);
  }
}
