/** The same network with fewer nodes. */
package io.github.ann2snn.ann.folding;
