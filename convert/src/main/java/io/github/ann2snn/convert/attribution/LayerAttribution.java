package io.github.ann2snn.convert.attribution;

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
}
