/** What neurons do with their currents: models, firing rule, reset. */
package io.github.ann2snn.runtime.neuron;
