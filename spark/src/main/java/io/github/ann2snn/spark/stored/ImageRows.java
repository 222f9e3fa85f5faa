package io.github.ann2snn.spark.stored;

import io.github.ann2snn.datasets.image.GreyImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Images, a file each.
 *
 * @param files their URLs
 * @param first row of the first
 * @param sizedBy the image whose size all must have
 * @param height its height in pixels
 * @param width its width in pixels
 */
record ImageRows(List<String> files, int first, String sizedBy, int height, int width)
    implements RowSource {
  ImageRows {
    files = List.copyOf(files);
  }

  /** Files that this machine does not find are told before any is evaluated. */
  @Override
  public OpenRows open(Configuration hadoop) throws IOException {
    StoredFile.read(files.get(0), 0, hadoop).close();
    return new Open(this, new GreyImages(sizedBy, height, width), hadoop);
  }

  @Override
  public RowSource slice(int from, int to) {
    return new ImageRows(files.subList(from - first, to - first), from, sizedBy, height, width);
  }

  /** The bytes of a file. */
  static byte[] content(String url, Configuration hadoop) throws IOException {
    try (InputStream in = StoredFile.read(url, 0, hadoop)) {
      return in.readAllBytes();
    }
  }

  private record Open(ImageRows rows, GreyImages images, Configuration hadoop) implements OpenRows {
    @Override
    public void read(int row, byte[] pixels) throws IOException {
      String url = rows.files.get(row - rows.first);
      byte[] image = images.decode(url, content(url, hadoop));
      System.arraycopy(image, 0, pixels, 0, pixels.length);
    }

    @Override
    public void close() {}
  }
}
