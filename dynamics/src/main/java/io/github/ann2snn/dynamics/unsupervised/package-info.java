/**
 * Learning without labels: a layer of spiking neurons that compete for samples and learn them by
 * spike-timing-dependent plasticity (Diehl and Cook 2015).
 */
package io.github.ann2snn.dynamics.unsupervised;
