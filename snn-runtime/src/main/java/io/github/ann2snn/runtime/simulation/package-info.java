/** Runs spiking networks: the plain reference, the fast simulator and what both share. */
package io.github.ann2snn.runtime.simulation;
