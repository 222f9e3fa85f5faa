/** Counts what a run costs in operations. */
package io.github.ann2snn.runtime.operations;
