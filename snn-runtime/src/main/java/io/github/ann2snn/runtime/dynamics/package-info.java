/**
 * Biological point neurons, synapses and plasticity in double precision: differential equations
 * with units, advanced in steps of milliseconds.
 */
package io.github.ann2snn.runtime.dynamics;
