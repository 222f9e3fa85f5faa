/** The command stdp. */
package io.github.ann2snn.cli.stdp;
