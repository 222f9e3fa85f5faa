package io.github.ann2snn.spark.stored;

import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file, or folder, of any of Hadoop's file systems.
 *
 * @param url where it is
 * @param name the last part of that
 * @param folder whether it is a folder
 * @param size bytes of a file
 * @param time when it was changed last, in milliseconds since 1970
 */
public record StoredFile(String url, String name, boolean folder, long size, long time) {
  private static StoredFile of(FileStatus status) {
    return new StoredFile(
        status.getPath().toString(),
        status.getPath().getName(),
        status.isDirectory(),
        status.getLen(),
        status.getModificationTime());
  }

  /**
   * A file or folder.
   *
   * @throws FileNotFoundException if it is not there
   * @throws IOException if the file system cannot be reached
   */
  public static StoredFile of(String url, Configuration hadoop) throws IOException {
    Path path = new Path(url);
    try {
      return of(path.getFileSystem(hadoop).getFileStatus(path));
    } catch (FileNotFoundException e) {
      throw (IOException) new FileNotFoundException(url + ": not found").initCause(e);
    }
  }

  /** What a folder holds, in the order of the names. */
  public static List<StoredFile> list(String url, Configuration hadoop) throws IOException {
    Path path = new Path(url);
    return Stream.of(path.getFileSystem(hadoop).listStatus(path))
        .map(StoredFile::of)
        .sorted(Comparator.comparing(StoredFile::name))
        .toList();
  }

  /** Whether there is such a file or folder. */
  public static boolean exists(String url, Configuration hadoop) throws IOException {
    Path path = new Path(url);
    return path.getFileSystem(hadoop).exists(path);
  }

  /**
   * Opens a file at a place.
   *
   * @throws FileNotFoundException if it is not there
   */
  static FSDataInputStream read(String url, long offset, Configuration hadoop) throws IOException {
    Path path = new Path(url);
    FSDataInputStream in = path.getFileSystem(hadoop).open(path);
    try {
      in.seek(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Digest of the names, sizes and times of files. */
  public static String identity(List<StoredFile> files) {
    MessageDigest digest = ContentDigest.sha256();
    for (StoredFile file : files) {
      String line = Text.of("%s %d %d%n", file.url(), file.size(), file.time());
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
