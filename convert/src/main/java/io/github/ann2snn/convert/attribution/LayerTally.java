package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import io.github.ann2snn.convert.attribution.LayerAttribution.ErrorBound;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronCounts;
import io.github.ann2snn.convert.attribution.LayerAttribution.NeuronError;
import io.github.ann2snn.convert.attribution.LayerAttribution.TermError;
import io.github.ann2snn.convert.scale.LayerScale;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds up the errors of a layer; samples come in their order, so that sums do not vary. */
final class LayerTally {
  private final LayerDynamics layer;
  private final LayerScale scale;
  private final int timesteps;
  private final NeuronTally neurons;
  private final Correlation correlation = new Correlation();
  private final ErrorSum total = new ErrorSum();
  private final Map<ErrorTerm, ErrorSum> terms = new EnumMap<>(ErrorTerm.class);
  private final Map<ErrorTerm, ErrorSum> effects = new EnumMap<>(ErrorTerm.class);
  private final Map<ErrorTerm, ErrorSum> changes = new EnumMap<>(ErrorTerm.class);
  private final ErrorSum quantization = new ErrorSum();
  private final ErrorSum expected = new ErrorSum();
  private double largestActivation;
  private double largestClipping;
  private double largestQuantization;

  LayerTally(LayerDynamics layer, LayerScale scale, int timesteps) {
    this.layer = layer;
    this.scale = scale;
    this.timesteps = timesteps;
    this.neurons = new NeuronTally();
    for (ErrorTerm term : ErrorTerm.values()) {
      terms.put(term, new ErrorSum());
    }
  }

  /**
   * Adds a sample.
   *
   * @param activations in units of lambda
   * @param currents mean currents in thresholds per step
   */
  void add(double[] activations, double[] currents, int[] spikes) {
    for (int j = 0; j < spikes.length; j++) {
      double x = activations[j];
      double lambda = scale.lambda()[j];
      ErrorSplit split =
          ErrorSplit.of(layer.ideal(j, timesteps), x, currents[j], layer.initial()[j], spikes[j]);
      correlation.add(lambda * x, lambda * spikes[j] / timesteps);
      total.add(lambda * split.total());
      terms.forEach((term, sum) -> sum.add(lambda * split.of(term)));
      neurons.add(j, x, spikes[j], split);
      largestActivation = Math.max(largestActivation, x);
      largestClipping = Math.max(largestClipping, -lambda * split.clipping());
      if (x > 0 && x <= 1) {
        double error = lambda * split.quantization();
        double v0 = layer.initial()[j];
        quantization.add(error);
        expected.add(lambda * (v0 * v0 + (1 - v0) * (1 - v0)) / (2 * timesteps));
        largestQuantization = Math.max(largestQuantization, Math.abs(error));
      }
    }
    neurons.samples++;
  }

  /** Adds what the layer's own terms do to the output of a sample. */
  void addEffects(Map<ErrorTerm, OutputEffect> sample) {
    sample.forEach(
        (term, effect) -> {
          effects.computeIfAbsent(term, key -> new ErrorSum()).add(effect.meanAbsolute());
          changes.computeIfAbsent(term, key -> new ErrorSum()).add(effect.changedShare());
        });
  }

  LayerAttribution attribution() {
    Map<ErrorTerm, TermError> means = new EnumMap<>(ErrorTerm.class);
    terms.forEach((term, sum) -> means.put(term, sum.mean()));
    Map<ErrorTerm, OutputEffect> outputs = new EnumMap<>(ErrorTerm.class);
    effects.forEach(
        (term, sum) ->
            outputs.put(
                term,
                new OutputEffect(
                    sum.mean().meanAbsolute(), changes.get(term).mean().meanAbsolute())));
    return new LayerAttribution(
        layer.layer().name(),
        layer.neurons(),
        scale.min(),
        scale.max(),
        layer.meanInitial(),
        correlation.meanX(),
        largestActivation,
        correlation.value(),
        total.mean(),
        means,
        outputs,
        neurons.counts(),
        bound(),
        neurons.worst());
  }

  private ErrorBound bound() {
    double allowed = 0;
    for (int j = 0; j < layer.neurons(); j++) {
      double v0 = layer.initial()[j];
      double limit = scale.lambda()[j] * Math.max(v0, 1 - v0) / timesteps;
      allowed = Math.max(allowed, limit);
    }
    return new ErrorBound(
        allowed,
        largestQuantization,
        expected.mean().meanAbsolute(),
        quantization.mean().meanAbsolute(),
        largestClipping);
  }

  /** What each neuron of a layer did, over the samples. */
  private final class NeuronTally {
    private static final int WORST = 5;

    private final float[] lambda = scale.lambda();
    private final double[] activation = new double[lambda.length];
    private final long[] spikes = new long[lambda.length];
    private final double[] error = new double[lambda.length];
    private final Map<ErrorTerm, double[]> terms = new EnumMap<>(ErrorTerm.class);
    private final boolean[] saturated = new boolean[lambda.length];
    private long samples;
    private long saturatedCount;

    NeuronTally() {
      for (ErrorTerm term : ErrorTerm.values()) {
        terms.put(term, new double[lambda.length]);
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

  /** Adds up an error. */
  static final class ErrorSum {
    private long n;
    private double absolute;
    private double signed;

    void add(double error) {
      n++;
      absolute += Math.abs(error);
      signed += error;
    }

    TermError mean() {
      return n == 0 ? new TermError(0, 0) : new TermError(absolute / n, signed / n);
    }
  }
}
