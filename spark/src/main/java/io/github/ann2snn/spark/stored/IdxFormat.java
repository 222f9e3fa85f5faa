package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.idx.IdxFile.IdxHeader;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.StoredSplits;
import io.github.ann2snn.runtime.cluster.StoredSplits.StoredLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Four IDX files in a folder, named as those of MNIST. The driver reads headers and labels.
 *
 * @param hadoop how file systems are reached
 */
public record IdxFormat(Configuration hadoop) implements StoredFormat {
  /** One split. */
  private record Half(String file, IdxHeader header, byte[] labels) {
    List<Integer> shape() {
      return List.of(1, header.dimensions()[1], header.dimensions()[2]);
    }

    int largestLabel() {
      int largest = 0;
      for (byte label : labels) {
        largest = Math.max(largest, label & 0xff);
      }
      return largest;
    }
  }

  @Override
  public StoredSplits open(StoredLocation location) throws IOException {
    Half train = half(location.folder(), "train");
    Half test = half(location.folder(), "t10k");
    String name = "idx:" + location.folder();
    if (!train.shape().equals(test.shape())) {
      throw new BadFileException(
          Text.of(
              "%s: test images are %s, but the training images are %s (channels, height, width)",
              name, test.shape(), train.shape()));
    }
    int largest = train.largestLabel();
    if (largest == 0) {
      throw new BadFileException(
          name + ": every training label is 0; at least two classes are needed");
    }
    if (test.largestLabel() > largest) {
      throw new BadFileException(
          Text.of(
              "%s: a test label is %d; allowed: 0 ... %d, the largest of the training labels",
              name, test.largestLabel(), largest));
    }
    return new StoredSplits(
        train.shape(),
        IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList(),
        split(train),
        split(test));
  }

  private Half half(String folder, String prefix) throws IOException {
    String imageFile = find(folder, prefix + "-images-idx3-ubyte");
    String labelFile = find(folder, prefix + "-labels-idx1-ubyte");
    byte[] labels = labels(labelFile);
    try (IdxStream stream = IdxStream.open(imageFile, hadoop)) {
      IdxHeader header = IdxHeader.read(imageFile, stream.fromBeginning(), 3);
      if (header.dimensions()[0] != labels.length) {
        throw new BadFileException(
            Text.of(
                "%s: %d labels for the %d images in %s",
                labelFile, labels.length, header.dimensions()[0], imageFile));
      }
      return new Half(imageFile, header, labels);
    }
  }

  private StoredSplit split(Half half) throws IOException {
    int width = half.header().width();
    IdxRows rows = new IdxRows(half.file(), half.header().length(), width);
    String identity = StoredFile.identity(List.of(StoredFile.of(half.file(), hadoop)));
    return new StoredSplit(rows, width, true, half.labels(), identity, hadoop);
  }

  private String find(String folder, String name) throws IOException {
    for (String candidate : List.of(name, name + ".gz")) {
      String file = folder + "/" + candidate;
      if (StoredFile.exists(file, hadoop)) {
        return StoredFile.of(file, hadoop).url();
      }
    }
    throw new FileNotFoundException(
        Text.of(
            "%s: %s not found; four files are needed, named as MNIST names them, each may end in .gz",
            folder, name));
  }

  private byte[] labels(String file) throws IOException {
    try (IdxStream stream = IdxStream.open(file, hadoop)) {
      InputStream in = stream.fromBeginning();
      int count = IdxHeader.read(file, in, 1).dimensions()[0];
      byte[] labels = in.readNBytes(count);
      if (labels.length < count) {
        throw new BadFileException(
            Text.of(
                "%s: cut short at offset %d: the header announces %d labels",
                file, 8 + labels.length, count));
      }
      return labels;
    }
  }
}
