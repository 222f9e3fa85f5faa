package io.github.ann2snn.spark.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;

/**
 * Some rows of a row group, whose pages are in memory. Where the file has an index of its pages,
 * they are a few megabytes; without one they are the whole group.
 *
 * @param leaf what is stored of the column
 * @param values stands before the first of the rows
 * @param first row of the group
 * @param end row of the group behind the last
 */
record ParquetWindow(ColumnDescriptor leaf, ColumnReader values, long first, long end) {
  private static final long BYTES = 4 << 20;

  /**
   * Reads the pages from that of a row on.
   *
   * @param group index of the row group
   * @param row of the group
   */
  static ParquetWindow of(ParquetFileReader file, String column, int group, long row)
      throws IOException {
    ColumnDescriptor leaf =
        ParquetColumns.leaves(file.getFooter().getFileMetaData().getSchema(), column).get(0);
    file.setRequestedSchema(List.of(leaf));
    BlockMetaData block = file.getRowGroups().get(group);
    OffsetIndex index = file.readOffsetIndex(chunk(block, leaf));
    if (index == null) {
      return of(file, leaf, file.readRowGroup(group), 0, block.getRowCount());
    }
    requireSound(index, block.getRowCount());
    int from = index.getPageCount() - 1;
    while (index.getFirstRowIndex(from) > row) {
      from--;
    }
    int to = from + 1;
    long bytes = index.getCompressedPageSize(from);
    while (to < index.getPageCount() && bytes + index.getCompressedPageSize(to) <= BYTES) {
      bytes += index.getCompressedPageSize(to++);
    }
    long rows = block.getRowCount();
    RowRanges ranges = RowRanges.create(rows, IntStream.range(from, to).iterator(), index);
    return of(
        file,
        leaf,
        file.readFilteredRowGroup(group, ranges),
        index.getFirstRowIndex(from),
        index.getLastRowIndex(to - 1, rows) + 1);
  }

  /** The library only asserts it. */
  private static void requireSound(OffsetIndex index, long rows) throws IOException {
    long before = -1;
    for (int page = 0; page < index.getPageCount(); page++) {
      long first = index.getFirstRowIndex(page);
      boolean inOrder = page == 0 ? first == 0 : first > before;
      if (!inOrder || first >= rows || index.getCompressedPageSize(page) <= 0) {
        throw new IOException("the index of its pages is damaged at page " + page);
      }
      before = first;
    }
    if (index.getPageCount() == 0) {
      throw new IOException("the index of its pages has none");
    }
  }

  private static ParquetWindow of(
      ParquetFileReader file, ColumnDescriptor leaf, PageReadStore pages, long first, long end)
      throws IOException {
    ColumnReader values = ParquetFiles.values(pages, leaf, file.getFooter().getFileMetaData());
    return new ParquetWindow(leaf, values, first, end);
  }

  private static ColumnChunkMetaData chunk(BlockMetaData block, ColumnDescriptor leaf)
      throws IOException {
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      if (Arrays.equals(chunk.getPath().toArray(), leaf.getPath())) {
        return chunk;
      }
    }
    throw new IOException("a row group has no column " + String.join(".", leaf.getPath()));
  }

  /** Whether the value that comes next is there, and not null or an empty list. */
  boolean isPresent() {
    return values.getCurrentDefinitionLevel() == leaf.getMaxDefinitionLevel();
  }

  /** The real number that comes next. */
  double real() {
    return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
      case FLOAT -> values.getFloat();
      default -> values.getDouble();
    };
  }

  /** The integer or text that comes next. */
  String text() {
    return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> Integer.toString(values.getInteger());
      case INT64 -> Long.toString(values.getLong());
      default -> values.getBinary().toStringUsingUTF8();
    };
  }

  /** Goes on to the next value; returns whether it is one of another row. */
  boolean consume() {
    values.consume();
    return values.getCurrentRepetitionLevel() == 0;
  }

  /** Goes on to the next row without looking at the values of this one. */
  void skipRow() {
    do {
      if (isPresent()) {
        values.skip();
      }
    } while (!consume());
  }
}
