/** What a comparison yields, as a document and as text. */
package io.github.ann2snn.cli.report;
