/** What {@code ann2snn bench} measures, and how it says so. */
package io.github.ann2snn.cli.bench;
