package io.github.ann2snn.convert.attribution;

/**
 * The error of the output layer's potentials: {@code lambda (v(T) + n theta - v(0)) / (T theta)},
 * which is lambda times the mean current, less the ANN's logit. The current is not quantised, so
 * that all of this is inherited; n is 0 under membrane readout.
 *
 * @param name of the layer
 * @param lambda its scale
 * @param meanLogit mean magnitude of the ANN's logits; what errors are related to
 * @param correlation Pearson's, of the logits and their counterparts; NaN if either is constant
 * @param error of the counterparts
 */
public record OutputError(
    String name, double lambda, double meanLogit, double correlation, TermError error) {}
