/**
 * How fast this machine reads memory and multiplies: what simulation and forward pass are measured
 * against.
 */
package io.github.ann2snn.runtime.bandwidth;
