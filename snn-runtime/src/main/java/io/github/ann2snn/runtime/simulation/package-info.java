/**
 * Runs spiking networks: the plain reference, the fast simulator and what both share.
 *
 * @serial exclude
 */
package io.github.ann2snn.runtime.simulation;
