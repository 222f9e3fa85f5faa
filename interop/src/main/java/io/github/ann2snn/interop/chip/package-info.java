/** Which neuromorphic chips a network fits, how it lies on their cores, and what crosses them. */
package io.github.ann2snn.interop.chip;
