/** What other programs make of a network file. */
package io.github.ann2snn.runtime.nir.importer;
