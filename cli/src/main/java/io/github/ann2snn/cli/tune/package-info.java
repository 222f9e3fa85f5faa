/** The search of {@code ann2snn tune}, and the file that keeps it. */
package io.github.ann2snn.cli.tune;
