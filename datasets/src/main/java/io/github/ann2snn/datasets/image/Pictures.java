package io.github.ann2snn.datasets.image;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.files.BadFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.datavec.image.loader.NativeImageLoader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Decodes image files into bytes, grey or in planes of red, green and blue; all that one instance
 * reads must be of one size.
 */
final class Pictures {
  /** Endings of the files that are read. */
  static final List<String> FORMATS =
      List.of("png", "jpg", "jpeg", "bmp", "PNG", "JPG", "JPEG", "BMP");

  private static final int JPEG_TAIL = 4096;

  /** Planes of a picture in colour. */
  static final int COLOURS = 3;

  private final NativeImageLoader loader = new NativeImageLoader(-1, -1, COLOURS);
  private String first;
  private int height;
  private int width;

  /** Reads images of any one size. */
  Pictures() {}

  /**
   * Reads images of the size of another one.
   *
   * @param file that one, for messages
   */
  Pictures(String file, int height, int width) {
    this.first = file;
    this.height = height;
    this.width = width;
  }

  /** Whether a file's name is that of an image. */
  static boolean isImage(String name) {
    return !name.startsWith(".") && FORMATS.stream().anyMatch(name::endsWith);
  }

  /** Number of pixels of the images read so far. */
  int pixels() {
    return height * width;
  }

  /** {@code [channels, height, width]} of the images read so far. */
  List<Integer> shape(int channels) {
    return List.of(channels, height, width);
  }

  /**
   * A picture.
   *
   * @param planes red, green and blue, each row by row
   */
  record Picture(byte[] planes) {
    /** Whether some pixel is not grey. */
    boolean coloured() {
      int pixels = planes.length / COLOURS;
      return !Arrays.equals(planes, 0, pixels, planes, pixels, 2 * pixels)
          || !Arrays.equals(planes, 0, pixels, planes, 2 * pixels, 3 * pixels);
    }

    /** All planes, or one of grey: 0.299 red, 0.587 green, 0.114 blue, as ITU-R BT.601 weighs. */
    byte[] bytes(int channels) {
      if (channels == COLOURS) {
        return planes;
      }
      int pixels = planes.length / COLOURS;
      byte[] grey = new byte[pixels];
      for (int i = 0; i < pixels; i++) {
        grey[i] = grey(planes[i] & 0xff, planes[pixels + i] & 0xff, planes[2 * pixels + i] & 0xff);
      }
      return grey;
    }

    /** In OpenCV's fixed point, so that greys are those of its own conversion. */
    private static byte grey(int red, int green, int blue) {
      return (byte) ((9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15);
    }
  }

  /**
   * The bytes of many pictures.
   *
   * @param bytes one picture after the other, plane by plane
   * @param channels 1 or 3
   * @param coloured whether some pixel was not grey
   */
  record Stack(byte[] bytes, int channels, boolean coloured) {}

  /**
   * Decodes all {@code paths}, one after the other.
   *
   * @param planes how many to make of each, 1 or 3, from the number of pixels; empty: 3 if some
   *     picture is in colour
   * @throws BadFileException naming the file if one cannot be decoded, has more than 8 bits per
   *     channel, or differs in size from the first
   */
  Stack read(DataFiles files, List<String> paths, IntFunction<OptionalInt> planes)
      throws IOException {
    Picture firstOfAll = read(files, paths.get(0));
    OptionalInt wanted = planes.apply(pixels());
    Optional<Stack> grey =
        wanted.isPresent() ? Optional.empty() : read(files, paths, 1, firstOfAll, true);
    return grey.isPresent()
        ? grey.get()
        : read(files, paths, wanted.orElse(COLOURS), firstOfAll, false).orElseThrow();
  }

  /**
   * @param greyOnly whether to give up at the first colour
   */
  private Optional<Stack> read(
      DataFiles files, List<String> paths, int channels, Picture firstOfAll, boolean greyOnly)
      throws IOException {
    int size = channels * pixels();
    byte[] all = greyOnly && firstOfAll.coloured() ? new byte[0] : allocate(paths.size(), size);
    boolean coloured = false;
    for (int i = 0; i < paths.size(); i++) {
      Picture picture = i == 0 ? firstOfAll : read(files, paths.get(i));
      coloured |= picture.coloured();
      if (coloured && greyOnly) {
        return Optional.empty();
      }
      System.arraycopy(picture.bytes(channels), 0, all, i * size, size);
    }
    return Optional.of(new Stack(all, channels, coloured));
  }

  private static byte[] allocate(int images, int size) throws BadFileException {
    long bytes = (long) images * size;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw BadFileException.of(
          "%d images of %d bytes are too many; together at most %d bytes",
          images, size, Integer.MAX_VALUE - 8);
    }
    return new byte[(int) bytes];
  }

  /**
   * Decodes a file.
   *
   * @throws BadFileException if it cannot be decoded, has more than 8 bits per channel, or differs
   *     in size from the first
   * @throws IOException if it cannot be read
   */
  Picture read(DataFiles files, String file) throws IOException {
    byte[] content;
    try (InputStream in = files.open(file, 0)) {
      content = in.readAllBytes();
    }
    checkSignature(file, content);
    try (INDArray image = loader.asMatrix(new ByteArrayInputStream(content))) {
      checkSize(file, (int) image.size(2), (int) image.size(3));
      return picture(file, image.data().asFloat());
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

  /** The decoder gives blue, green and red. */
  private static Picture picture(String file, float[] image) throws BadFileException {
    int pixels = image.length / COLOURS;
    byte[] planes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      if (!(image[i] >= 0 && image[i] <= 255)) {
        throw new BadFileException(
            file + ": a pixel is " + image[i] + "; at most 8 bits per channel are allowed");
      }
      planes[(COLOURS - 1 - i / pixels) * pixels + i % pixels] = (byte) Math.round(image[i]);
    }
    return new Picture(planes);
  }
}
