package io.github.ann2snn.convert;

/**
 * A fully connected layer of the ANN.
 *
 * @param name its name in the model
 * @param inputs number of inputs
 * @param outputs number of outputs
 * @param weight {@code outputs x inputs}, row-major
 * @param bias one value per output
 */
record AnnLayer(String name, int inputs, int outputs, float[] weight, float[] bias) {}
