/** The nodes and edges of a NIR file, before they are a network. */
package io.github.ann2snn.runtime.nir.graph;
