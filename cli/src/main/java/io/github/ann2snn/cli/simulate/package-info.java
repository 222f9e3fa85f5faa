/** The command simulate. */
package io.github.ann2snn.cli.simulate;
