/** Chips as data, and how a network lies on one as a part of the document. */
package io.github.ann2snn.report.chip;
