/** Runs a network over a whole data set, on all cores. */
package io.github.ann2snn.runtime.evaluation;
