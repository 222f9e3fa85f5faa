package io.github.ann2snn.runtime.cluster;

import java.util.Optional;

/**
 * Where a data set lies that a cluster reads itself, and how it is read.
 *
 * @param format {@code idx}, {@code csv}, {@code images} or {@code parquet}
 * @param folder where its files lie, with a scheme: {@code hdfs://host/folder}
 * @param labelColumn the column of a table that holds labels; empty: found by its name
 * @param featureColumn the column of a Parquet file that holds inputs; empty: the only other one
 * @param skipCorrupt whether test samples that cannot be read are to be left out, so that opening
 *     must not fail because of them
 */
public record StoredLocation(
    String format,
    String folder,
    Optional<String> labelColumn,
    Optional<String> featureColumn,
    boolean skipCorrupt) {}
