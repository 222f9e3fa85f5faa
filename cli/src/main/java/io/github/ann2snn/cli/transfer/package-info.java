/** The commands import and export. */
package io.github.ann2snn.cli.transfer;
