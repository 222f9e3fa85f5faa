/** The fast simulator: layer by layer, driven by spikes, equal to the reference bit for bit. */
package io.github.ann2snn.runtime.eventdriven;
