/** The results document: its parts, its file, its definitions and its verdict. */
package io.github.ann2snn.report.document;
