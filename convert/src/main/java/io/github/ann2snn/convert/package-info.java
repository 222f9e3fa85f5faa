/**
 * Turns a trained ReLU network into a rate-coded spiking network, and proves that it is the same.
 */
package io.github.ann2snn.convert;
