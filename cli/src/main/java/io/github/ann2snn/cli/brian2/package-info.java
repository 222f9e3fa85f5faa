/** Runs of {@code simulate} as programs for Brian2. */
package io.github.ann2snn.cli.brian2;
