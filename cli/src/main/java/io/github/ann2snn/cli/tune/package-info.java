/** The command tune. */
package io.github.ann2snn.cli.tune;
