package io.github.ann2snn.convert.attribution;

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
