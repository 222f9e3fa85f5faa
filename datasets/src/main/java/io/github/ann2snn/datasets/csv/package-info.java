/** Tables as comma-separated values, read whole or in ranges. */
package io.github.ann2snn.datasets.csv;
