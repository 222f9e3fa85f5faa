/** Simulations of neurons: what they did, as document, series and page. */
package io.github.ann2snn.report.simulation;
