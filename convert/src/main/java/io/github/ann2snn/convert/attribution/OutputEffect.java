package io.github.ann2snn.convert.attribution;

/**
 * What one term of one layer does to the output if it is the only error: the layer's activations
 * with that error alone go through the layers behind it, which compute as an ANN. Effects do not
 * add up exactly to the total, because those layers are not linear.
 *
 * @param meanAbsolute mean magnitude of the change of a logit
 * @param changedShare share of the samples whose largest logit is another
 */
public record OutputEffect(double meanAbsolute, double changedShare) {}
