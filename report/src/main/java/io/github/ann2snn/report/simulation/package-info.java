/** The page of a simulation, drawn from its files. */
package io.github.ann2snn.report.simulation;
