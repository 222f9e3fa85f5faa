/** Models that Keras saved: its layers become those of DL4J, and nothing in a file is executed. */
package io.github.ann2snn.interop.keras;
