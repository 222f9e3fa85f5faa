/** What a simulation of single neurons writes. */
package io.github.ann2snn.report.recording;
