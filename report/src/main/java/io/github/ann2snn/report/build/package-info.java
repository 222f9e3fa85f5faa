/** What makes a results document out of runs. */
package io.github.ann2snn.report.build;
