package io.github.ann2snn.convert.attribution;

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
