/** What every command stands on: terminal, exit codes, failures, progress. */
package io.github.ann2snn.cli.shell;
