/** Leaky neurons, their synapses, and plasticity. */
package io.github.ann2snn.dynamics.leaky;
