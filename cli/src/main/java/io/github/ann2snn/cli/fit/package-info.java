/** The command fit. */
package io.github.ann2snn.cli.fit;
