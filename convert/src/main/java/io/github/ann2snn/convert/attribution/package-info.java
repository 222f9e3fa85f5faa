/**
 * Where a converted network's error comes from: the error of every neuron split into terms, what
 * each does to the output, and which change of a setting was found to help.
 */
package io.github.ann2snn.convert.attribution;
