/** Simulations of point neurons as files and tables: what {@code ann2snn simulate} writes. */
package io.github.ann2snn.cli.dynamics;
