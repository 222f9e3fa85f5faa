package io.github.ann2snn.spark.parquet;

import java.io.IOException;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Reads the values of a column one by one, without records being made of them. */
final class ParquetColumn {
  /** The library asks for one, and would hand values to it if it were told to. */
  private static final PrimitiveConverter UNUSED = new PrimitiveConverter() {};

  private ParquetColumn() {}

  /** A reader that stands before the first of the pages' values. */
  static ColumnReader of(PageReadStore pages, ColumnDescriptor column, FileMetaData file)
      throws IOException {
    return new ColumnReaderImpl(
        column, pages.getPageReader(column), UNUSED, version(file.getCreatedBy()));
  }

  /**
   * Who wrote the file, for the sake of a writer that wrote some pages wrongly; null if unknown.
   */
  private static ParsedVersion version(String writer) {
    try {
      return writer == null ? null : VersionParser.parse(writer);
    } catch (VersionParseException e) {
      return null;
    }
  }
}
