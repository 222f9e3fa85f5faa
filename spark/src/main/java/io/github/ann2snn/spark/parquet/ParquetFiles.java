package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.spark.stored.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Opens Parquet files, and reads their columns. */
final class ParquetFiles {
  /** The library asks for one, and would hand values to it if it were told to. */
  private static final PrimitiveConverter UNUSED = new PrimitiveConverter() {};

  /** Something that is done with a file. */
  interface Reading<R> {
    R read() throws IOException;
  }

  private ParquetFiles() {}

  /**
   * Opens a file; the checksums of its pages are compared where it has some.
   *
   * @throws FileNotFoundException if it is not there
   * @throws BadFileException if it is no Parquet file, or cut short
   */
  static ParquetFileReader open(String file, DataFiles files) throws IOException {
    Configuration hadoop = ((HadoopFiles) files).configuration(); // the library's own way to files
    return reading(
        file,
        () ->
            ParquetFileReader.open(
                HadoopInputFile.fromPath(new Path(file), hadoop),
                HadoopReadOptions.builder(hadoop).usePageChecksumVerification(true).build()));
  }

  /**
   * Reads; whatever the library throws at damaged files becomes an error that names the file.
   *
   * @param place what is read, for messages
   */
  static <R> R reading(String place, Reading<R> reading) throws IOException {
    try {
      return reading.read();
    } catch (FileNotFoundException | BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new BadFileException(
          place + ": cannot be read as Parquet: " + reason.lines().findFirst().orElse(""), e);
    }
  }

  /** Reads values one by one, without records being made of them, from the first of pages on. */
  static ColumnReader values(PageReadStore pages, ColumnDescriptor column, FileMetaData file)
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
