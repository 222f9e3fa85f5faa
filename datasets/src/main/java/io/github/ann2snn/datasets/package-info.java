/** Labelled data sets: where they come from, how they are checked, and how samples are read. */
package io.github.ann2snn.datasets;
