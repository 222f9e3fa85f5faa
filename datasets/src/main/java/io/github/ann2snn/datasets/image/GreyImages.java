package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.image.loader.NativeImageLoader;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decodes image files into grey bytes; all images that one instance reads must be of one size. */
final class GreyImages {
  /** Endings of the files that are read. */
  static final List<String> FORMATS =
      List.of("png", "jpg", "jpeg", "bmp", "PNG", "JPG", "JPEG", "BMP");

  private static final int JPEG_TAIL = 4096;

  private final NativeImageLoader loader = new NativeImageLoader(-1, -1, 1);
  private String first;
  private int height;
  private int width;

  /** Reads images of any one size. */
  GreyImages() {}

  /**
   * Reads images of the size of another one.
   *
   * @param file that one, for messages
   */
  GreyImages(String file, int height, int width) {
    this.first = file;
    this.height = height;
    this.width = width;
  }

  /** Whether a file's name is that of an image. */
  static boolean isImage(String name) {
    return FORMATS.stream().anyMatch(name::endsWith);
  }

  /** {@code [1, height, width]} of the images read so far. */
  List<Integer> shape() {
    return List.of(1, height, width);
  }

  /**
   * Decodes all {@code paths}, one after the other, row by row.
   *
   * @throws BadFileException naming the file if one cannot be decoded, has more than 8 bits per
   *     channel, or differs in size from the first
   */
  byte[] read(DataFiles files, List<String> paths) throws IOException {
    byte[] pixels = {};
    for (int i = 0; i < paths.size(); i++) {
      byte[] image = read(files, paths.get(i));
      pixels = i == 0 ? allocate(paths.size(), image.length) : pixels;
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    }
    return pixels;
  }

  private static byte[] allocate(int images, int size) throws BadFileException {
    long bytes = (long) images * size;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw BadFileException.of(
          "%d images of %d pixels are too many; together at most %d pixels",
          images, size, Integer.MAX_VALUE - 8);
    }
    return new byte[(int) bytes];
  }

  /**
   * Decodes a file, row by row.
   *
   * @throws BadFileException if it cannot be decoded, has more than 8 bits per channel, or differs
   *     in size from the first
   * @throws IOException if it cannot be read
   */
  byte[] read(DataFiles files, String file) throws IOException {
    byte[] content;
    try (InputStream in = files.open(file, 0)) {
      content = in.readAllBytes();
    }
    checkSignature(file, content);
    try (INDArray image = loader.asMatrix(new ByteArrayInputStream(content))) {
      checkSize(file, (int) image.size(2), (int) image.size(3));
      return bytes(file, image.data().asFloat());
    } catch (BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoder throws either at damaged files
      throw new BadFileException(file, "", "not a readable image: " + e.getMessage(), e);
    }
  }

  /** The decoders complain on stderr about other files, and fill up JPEG files that are cut. */
  private static void checkSignature(String file, byte[] content) throws BadFileException {
    boolean jpeg = startsWith(content, 0xff, 0xd8);
    if (!jpeg && !startsWith(content, 0x89, 'P', 'N', 'G') && !startsWith(content, 'B', 'M')) {
      throw new BadFileException(
          file + ": not a readable image: its first bytes are not those of PNG, JPEG or BMP");
    }
    if (jpeg && !endsWithMarker(content)) {
      throw new BadFileException(
          file + ": not a readable image: the JPEG data are cut short at offset " + content.length);
    }
  }

  private static boolean startsWith(byte[] content, int... start) {
    return IntStream.range(0, start.length)
        .allMatch(i -> i < content.length && (content[i] & 0xff) == start[i]);
  }

  private static boolean endsWithMarker(byte[] content) {
    for (int i = content.length - 2; i >= Math.max(0, content.length - JPEG_TAIL); i--) {
      if ((content[i] & 0xff) == 0xff && (content[i + 1] & 0xff) == 0xd9) {
        return true;
      }
    }
    return false;
  }

  private void checkSize(String file, int foundHeight, int foundWidth) throws BadFileException {
    if (first == null) {
      first = file;
      height = foundHeight;
      width = foundWidth;
    }
    if (foundHeight != height || foundWidth != width) {
      throw BadFileException.of(
          "%s is %d x %d pixels (width x height), but %s is %d x %d; all images must be of one size",
          file, foundWidth, foundHeight, first, width, height);
    }
  }

  private static byte[] bytes(String file, float[] image) throws BadFileException {
    byte[] pixels = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      if (!(image[i] >= 0 && image[i] <= 255)) {
        throw new BadFileException(
            file + ": a pixel is " + image[i] + "; at most 8 bits per channel are allowed");
      }
      pixels[i] = (byte) Math.round(image[i]);
    }
    return pixels;
  }
}
