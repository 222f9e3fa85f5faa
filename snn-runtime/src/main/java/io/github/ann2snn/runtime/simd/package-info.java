/**
 * What all kernels of the Vector API share: arrays that suit vectors, and whether there are any.
 */
package io.github.ann2snn.runtime.simd;
