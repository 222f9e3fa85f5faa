package io.github.ann2snn.convert.attribution;

/**
 * An error over all neurons of a layer and all samples, in units of the ANN's activations.
 *
 * @param meanAbsolute mean magnitude
 * @param meanSigned mean of the SNN's value less the ANN's
 */
public record TermError(double meanAbsolute, double meanSigned) {}
