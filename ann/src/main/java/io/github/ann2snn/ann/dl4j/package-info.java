/**
 * Deeplearning4j's model zips as networks, without Deeplearning4j: {@code configuration.json} says
 * what is computed, {@code coefficients.bin} holds the numbers of all layers one behind the other.
 */
package io.github.ann2snn.ann.dl4j;
