/** Results under the names that NeuroBench has for them. */
package io.github.ann2snn.report.neurobench;
