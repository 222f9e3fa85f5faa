/**
 * Models that Keras saved become networks; they are read as data, and nothing in them is executed.
 */
package io.github.ann2snn.ann.keras;
