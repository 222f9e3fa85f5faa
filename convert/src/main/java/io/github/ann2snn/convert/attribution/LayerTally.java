package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.attribution.SampleAnalysis.SampleEffect;
import io.github.ann2snn.convert.scale.LayerScale;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up the errors of a layer; samples come in their order, so that sums do not vary. */
final class LayerTally {
  private final LayerDynamics layer;
  private final LayerScale scale;
  private final IdealNeuron ideal;
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

  LayerTally(LayerDynamics layer, LayerScale scale, IdealNeuron ideal) {
    this.layer = layer;
    this.scale = scale;
    this.ideal = ideal;
    this.neurons = new NeuronTally(scale.lambda(), ideal.timesteps());
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
      ErrorSplit split = ErrorSplit.of(ideal, x, currents[j], layer.initial(j), spikes[j]);
      correlation.add(lambda * x, lambda * spikes[j] / ideal.timesteps());
      total.add(lambda * split.total());
      terms.forEach((term, sum) -> sum.add(lambda * split.of(term)));
      neurons.add(j, x, spikes[j], split);
      largestActivation = Math.max(largestActivation, x);
      largestClipping = Math.max(largestClipping, -lambda * split.clipping());
      if (x > 0 && x <= 1) {
        addQuantization(lambda, layer.initial(j), lambda * split.quantization());
      }
    }
    neurons.endSample();
  }

  private void addQuantization(double lambda, double v0, double error) {
    quantization.add(error);
    expected.add(lambda * (v0 * v0 + (1 - v0) * (1 - v0)) / (2 * ideal.timesteps()));
    largestQuantization = Math.max(largestQuantization, Math.abs(error));
  }

  /** Adds what the layer's own terms do to the output of a sample, in their order. */
  void addEffects(SampleEffect[] sample) {
    List<ErrorTerm> own = ErrorTerm.own();
    for (int k = 0; k < own.size(); k++) {
      effects.computeIfAbsent(own.get(k), term -> new ErrorSum()).add(sample[k].meanAbsolute());
      changes.computeIfAbsent(own.get(k), term -> new ErrorSum()).add(sample[k].changed() ? 1 : 0);
    }
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
        layer.name(),
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
      double v0 = layer.initial(j);
      double limit = scale.lambda()[j] * Math.max(v0, 1 - v0) / ideal.timesteps();
      allowed = Math.max(allowed, limit);
    }
    return new ErrorBound(
        allowed,
        largestQuantization,
        expected.mean().meanAbsolute(),
        quantization.mean().meanAbsolute(),
        largestClipping);
  }
}
