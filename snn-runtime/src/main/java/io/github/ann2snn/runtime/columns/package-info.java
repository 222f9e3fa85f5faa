/**
 * The inner loops of neurons with conductances that spikes of random inputs drive, plain and on the
 * Vector API, equal bit for bit: neurons lie side by side, one in each lane.
 */
package io.github.ann2snn.runtime.columns;
