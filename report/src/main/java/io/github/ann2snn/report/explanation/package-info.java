/** Where the error of a network comes from, as file and text. */
package io.github.ann2snn.report.explanation;
