/** What chosen samples did in a network, neuron by neuron, for other programs. */
package io.github.ann2snn.interop.recording;
