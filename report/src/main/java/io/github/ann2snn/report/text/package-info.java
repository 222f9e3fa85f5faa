/** Lines, colours and curves of a terminal. */
package io.github.ann2snn.report.text;
