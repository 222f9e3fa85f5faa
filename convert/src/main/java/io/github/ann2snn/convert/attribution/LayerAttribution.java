package io.github.ann2snn.convert.attribution;

import io.github.ann2snn.convert.attribution.Attribution.OutputEffect;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The error of a layer that fires.
 *
 * @param name of the layer
 * @param neurons their number
 * @param lambdaMin smallest scale of its neurons
 * @param lambdaMax largest scale
 * @param initialPotential mean v(0), in thresholds
 * @param meanActivation of the ANN, over all neurons and samples; what errors are related to
 * @param largestActivation over all neurons and samples, in multiples of its lambda
 * @param correlation Pearson's, of the activation and lambda times the firing rate; NaN if either
 *     is constant
 * @param total {@code lambda rate - a}
 * @param terms what it consists of; their signed means add up to its signed mean
 * @param effects what each of the layer's own terms does to the output; empty for an output layer
 * @param counts neurons that stand out
 * @param bound what theory says of the quantisation error
 * @param worst the neurons of the largest errors, the worst first
 */
public record LayerAttribution(
    String name,
    int neurons,
    double lambdaMin,
    double lambdaMax,
    double initialPotential,
    double meanActivation,
    double largestActivation,
    double correlation,
    TermError total,
    Map<ErrorTerm, TermError> terms,
    Map<ErrorTerm, OutputEffect> effects,
    NeuronCounts counts,
    ErrorBound bound,
    List<NeuronError> worst) {
  public LayerAttribution {
    terms = Collections.unmodifiableMap(new EnumMap<>(terms));
    EnumMap<ErrorTerm, OutputEffect> sorted = new EnumMap<>(ErrorTerm.class);
    sorted.putAll(effects);
    effects = Collections.unmodifiableMap(sorted);
    worst = List.copyOf(worst);
  }

  /** The term of the largest mean magnitude. */
  public ErrorTerm dominant() {
    return largest(List.of(ErrorTerm.values()));
  }

  /** The same among the terms that arise in this layer. */
  public ErrorTerm dominantOwn() {
    return largest(ErrorTerm.own());
  }

  private ErrorTerm largest(List<ErrorTerm> candidates) {
    ErrorTerm largest = candidates.get(0);
    for (ErrorTerm term : candidates) {
      boolean larger = terms.get(term).meanAbsolute() > terms.get(largest).meanAbsolute();
      largest = larger ? term : largest;
    }
    return largest;
  }

  /**
   * Neurons of a layer that stand out.
   *
   * @param silentInBoth neither fired nor were active for any sample
   * @param silentInSnnOnly never fired, though active in the ANN for some sample
   * @param saturated fired at every step for some sample
   * @param saturatedShare share of all neurons and samples with a rate of 1
   */
  public record NeuronCounts(
      int silentInBoth, int silentInSnnOnly, int saturated, double saturatedShare) {}

  /**
   * A neuron over all samples.
   *
   * @param index its index in the layer, from 0
   * @param activation mean activation in the ANN
   * @param rate mean firing rate, in [0, 1]
   * @param lambda the activation that a rate of 1 stands for
   * @param meanAbsolute mean magnitude of {@code lambda rate - a}
   * @param mainTerm the term of the largest mean magnitude
   */
  public record NeuronError(
      int index,
      double activation,
      double rate,
      double lambda,
      double meanAbsolute,
      ErrorTerm mainTerm) {}

  /**
   * What theory allows the quantisation error to be, and what it was, over the activations between
   * 0 and lambda; in units of the ANN's activations.
   *
   * <p>The rate of an integrate-and-fire neuron with reset by subtraction and constant current x in
   * [0, 1] is {@code Q(x) = (T x + v0 - v(T)) / T} (Rueckauer et al. 2017, the rate equation for
   * reset by subtraction, with v(0) = v0), and {@code 0 <= v(T) < 1} (in thresholds; fires at the
   * threshold, {@code 0 <= v0 <= 1}). Hence {@code (v0 - 1)/T < Q(x) - x <= v0/T}, so that {@code
   * |Q(x) - x| <= max(v0, 1 - v0)/T}: smallest, 1/(2T), for v0 = 1/2. If v(T) is uniform on [0, 1),
   * which holds for x uniform on each step of Q (the assumption under which Bu et al. 2022 find v0
   * = 1/2 best), the expected magnitude is {@code (v0^2 + (1 - v0)^2) / (2T)}: 1/(4T) for v0 = 1/2.
   * Both are times lambda here. An activation of 0 has no such error, and one above lambda has
   * {@code a - lambda} of clipping instead, which nothing bounds but the largest activation.
   *
   * @param largestAllowed {@code lambda max(v0, 1 - v0) / T}, the largest over the neurons
   * @param largest the largest magnitude seen
   * @param meanExpected {@code lambda (v0^2 + (1 - v0)^2) / (2T)}, mean over the same activations
   * @param mean the mean magnitude seen
   * @param largestClipping the largest activation less its lambda, at least 0
   */
  public record ErrorBound(
      double largestAllowed,
      double largest,
      double meanExpected,
      double mean,
      double largestClipping) {}

  /**
   * An error over all neurons of a layer and all samples, in units of the ANN's activations.
   *
   * @param meanAbsolute mean magnitude
   * @param meanSigned mean of the SNN's value less the ANN's
   */
  public record TermError(double meanAbsolute, double meanSigned) {}
}
