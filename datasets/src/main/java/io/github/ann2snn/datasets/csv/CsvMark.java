package io.github.ann2snn.datasets.csv;

import java.io.Serializable;

/**
 * A line from which a CSV file can be read.
 *
 * @param offset where it begins in the file
 * @param linesBefore number of lines before it
 * @param row number of rows before it
 */
public record CsvMark(long offset, long linesBefore, int row) implements Serializable {}
