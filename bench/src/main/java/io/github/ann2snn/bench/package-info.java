/** What {@code ann2snn bench} measures, and its report. */
package io.github.ann2snn.bench;
