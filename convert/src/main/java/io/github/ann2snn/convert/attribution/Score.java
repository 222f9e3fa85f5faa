package io.github.ann2snn.convert.attribution;

/**
 * How a spiking network does beside its ANN on the same samples.
 *
 * @param samples number of samples
 * @param annAccuracy share that the ANN classifies correctly
 * @param snnAccuracy share that the spiking network does
 * @param agreement share to which both give the same class
 * @param logitError mean magnitude of the difference of a logit and its counterpart
 */
public record Score(
    int samples, double annAccuracy, double snnAccuracy, double agreement, double logitError) {}
