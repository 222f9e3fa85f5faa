/** The neuron of Hodgkin and Huxley. */
package io.github.ann2snn.dynamics.hodgkinhuxley;
