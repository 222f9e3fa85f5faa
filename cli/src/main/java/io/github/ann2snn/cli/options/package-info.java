/** Options that several commands have. */
package io.github.ann2snn.cli.options;
