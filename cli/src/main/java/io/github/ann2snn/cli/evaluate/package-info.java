/** The commands evaluate and compare, here and on a cluster. */
package io.github.ann2snn.cli.evaluate;
