package io.github.ann2snn.runtime.weights;

import io.github.ann2snn.files.numpy.NpyArray;

/**
 * An array and what it is.
 *
 * @param name within its layer
 * @param values row-major
 * @param meaning what its dimensions are, for people
 */
record PlainArray(String name, NpyArray values, String meaning) {}
