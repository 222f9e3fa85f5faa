/**
 * The inner loops of a trained network's forward pass, plain and on the Vector API, equal bit for
 * bit: samples lie side by side, one in each lane, so that no sum is ever cut up.
 */
package io.github.ann2snn.runtime.lanes;
