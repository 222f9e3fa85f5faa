package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.files.BadFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Opens Parquet files. */
final class ParquetFiles {
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
  static ParquetFileReader open(String file, Configuration hadoop) throws IOException {
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
}
