/** A results document as page and CSV. */
package io.github.ann2snn.report.page;
