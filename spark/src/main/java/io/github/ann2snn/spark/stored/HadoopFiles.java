package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.DataFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of all of Hadoop's file systems, by their URLs.
 *
 * @param settings how file systems are reached
 */
public record HadoopFiles(SerializableConfiguration settings) implements DataFiles {
  public static HadoopFiles of(Configuration settings) {
    return new HadoopFiles(new SerializableConfiguration(settings));
  }

  /** How file systems are reached. */
  public Configuration configuration() {
    return settings.value();
  }

  @Override
  public Optional<Entry> find(String url) throws IOException {
    Path path = new Path(url);
    try {
      return Optional.of(entry(path.getFileSystem(configuration()).getFileStatus(path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Entry> list(String url) throws IOException {
    Path path = new Path(url);
    return Stream.of(path.getFileSystem(configuration()).listStatus(path))
        .map(HadoopFiles::entry)
        .sorted(Comparator.comparing(Entry::name))
        .toList();
  }

  private static Entry entry(FileStatus status) {
    return new Entry(
        status.getPath().toString(),
        status.getPath().getName(),
        kind(status),
        status.getLen(),
        status.getModificationTime());
  }

  /** Of this machine's own files, Hadoop takes all that is no folder for files. */
  private static Entry.Kind kind(FileStatus status) {
    URI place = status.getPath().toUri();
    return "file".equals(place.getScheme())
        ? Entry.Kind.of(java.nio.file.Path.of(place.getPath()))
        : status.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.FILE;
  }

  @Override
  public InputStream open(String url, long offset) throws IOException {
    Path path = new Path(url);
    FSDataInputStream in = path.getFileSystem(configuration()).open(path);
    try {
      in.seek(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
