/** The command explain. */
package io.github.ann2snn.cli.explain;
