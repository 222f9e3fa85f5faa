package io.github.ann2snn.spark;

import io.github.ann2snn.datasets.DatasetException;
import io.github.ann2snn.datasets.IdxHeader;
import io.github.ann2snn.runtime.cluster.StoredSamples;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of IDX files in one of Hadoop's file systems; only labels are in memory. */
final class IdxStore implements StoredSamples {
  private final String images;
  private final IdxHeader header;
  private final byte[] labels;
  private final IdxStream stream;
  private final String identity;

  private IdxStore(
      String images, IdxHeader header, byte[] labels, IdxStream stream, String identity) {
    this.images = images;
    this.header = header;
    this.labels = labels;
    this.stream = stream;
    this.identity = identity;
  }

  /**
   * Opens a data set.
   *
   * @param folder URL of a folder
   * @param prefix of its two files: {@code train} or {@code t10k}
   * @throws DatasetException if a file is missing or damaged, or the two do not fit together
   * @throws IOException if the file system cannot be reached
   */
  static IdxStore open(String folder, String prefix, Configuration hadoop) throws IOException {
    String imageFile = find(folder, prefix + "-images-idx3-ubyte", hadoop);
    String labelFile = find(folder, prefix + "-labels-idx1-ubyte", hadoop);
    byte[] labels = labels(labelFile, hadoop);
    IdxStream stream = IdxStream.open(imageFile, hadoop);
    try {
      IdxHeader header = IdxHeader.read(imageFile, stream.fromBeginning(), 3);
      header.width();
      if (header.dimensions()[0] != labels.length) {
        throw new DatasetException(
            "%s: %d labels for the %d images in %s"
                .formatted(labelFile, labels.length, header.dimensions()[0], imageFile));
      }
      FileStatus status = status(imageFile, hadoop);
      String identity =
          "%s %d %d".formatted(imageFile, status.getLen(), status.getModificationTime());
      return new IdxStore(imageFile, header, labels, stream, identity);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  private static FileStatus status(String file, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    return path.getFileSystem(hadoop).getFileStatus(path);
  }

  private static String find(String folder, String name, Configuration hadoop) throws IOException {
    for (String candidate : List.of(name, name + ".gz")) {
      Path path = new Path(folder, candidate);
      FileSystem files = path.getFileSystem(hadoop);
      if (files.exists(path)) {
        return path.toString();
      }
    }
    throw new FileNotFoundException(
        "%s: %s not found; four files are needed, named as MNIST names them, each may end in .gz"
            .formatted(folder, name));
  }

  private static byte[] labels(String file, Configuration hadoop) throws IOException {
    try (IdxStream stream = IdxStream.open(file, hadoop)) {
      InputStream in = stream.fromBeginning();
      int count = IdxHeader.read(file, in, 1).dimensions()[0];
      byte[] labels = in.readNBytes(count);
      if (labels.length < count) {
        throw new DatasetException(
            "%s: cut short at offset %d: the header announces %d labels"
                .formatted(file, 8 + labels.length, count));
      }
      return labels;
    }
  }

  /** Samples {@code from} to {@code to}, for an executor. */
  StoredPart part(int from, int to) {
    int width = width();
    long offset = header.length() + (long) from * width;
    byte[] some = java.util.Arrays.copyOfRange(labels, from, to);
    return new StoredPart(from, to, images, offset, width, some);
  }

  /** Name, size and time of the file of images. */
  String identity() {
    return identity;
  }

  private int width() {
    try {
      return header.width();
    } catch (DatasetException e) {
      throw new IllegalStateException("it was checked when the file was opened", e);
    }
  }

  @Override
  public List<Integer> shape() {
    return List.of(1, header.dimensions()[1], header.dimensions()[2]);
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public synchronized void read(int sample, byte[] pixels) {
    try {
      stream.read(header.length() + (long) sample * pixels.length, pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
