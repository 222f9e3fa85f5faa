/** A results document as text. */
package io.github.ann2snn.report.table;
