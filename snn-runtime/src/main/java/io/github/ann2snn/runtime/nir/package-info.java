/**
 * The network file: NIR, a graph of named nodes in HDF5 that other spiking network libraries read
 * and write (Pedersen et al. 2024, "Neuromorphic intermediate representation", Nature
 * Communications 15, 8122).
 */
package io.github.ann2snn.runtime.nir;
