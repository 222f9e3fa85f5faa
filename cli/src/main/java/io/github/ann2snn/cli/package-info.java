/** The {@code ann2snn} command: one class per subcommand, and the options that they share. */
package io.github.ann2snn.cli;
