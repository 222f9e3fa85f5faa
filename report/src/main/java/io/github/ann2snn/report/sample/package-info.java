/** Single samples in the results: what they show and where they came out differently. */
package io.github.ann2snn.report.sample;
