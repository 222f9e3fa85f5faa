package io.github.ann2snn.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
  @TempDir Path root;
  private final List<String> notices = new ArrayList<>();
  private final DatasetOptions options =
      new DatasetOptions(42, 0.5, Optional.empty(), notices::add);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "PNG"})
  void readsGreyAndColourImagesExactly(String format) throws IOException {
    write("train/cat/1." + format, grey(5, 4, 10));
    write("train/ant/1." + format, colour(5, 4, 0xffffff));
    write("train/ant/2." + format, colour(5, 4, 0x323232));
    write("test/cat/1." + format, grey(5, 4, 0));
    write("test/ant/1." + format, grey(5, 4, 7));
    Dataset dataset = load();
    assertEquals(List.of(1, 4, 5), dataset.shape());
    assertEquals(List.of("ant", "cat"), dataset.classNames());
    assertArrayEquals(filled(255 / 255f), dataset.train().sample(0));
    assertArrayEquals(filled(50 / 255f), dataset.train().sample(1));
    assertArrayEquals(gradient(10), dataset.train().sample(2));
    assertEquals(1, dataset.train().label(2));
    assertEquals(0, dataset.test().label(0));
    assertEquals(List.of(), notices);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "jpeg"})
  void readsJpegAboutRight(String format) throws IOException {
    for (String name : List.of("train/a/1.", "train/b/1.", "test/a/1.", "test/b/1.")) {
      write(name + format, grey(5, 4, 10));
    }
    assertArrayEquals(gradient(10), load().train().sample(0), 8 / 255f);
  }

  @Test
  void holdsOutAShareWhereThereIsNoTestFolder() throws IOException {
    for (int i = 0; i < 3; i++) {
      write("größe #1 %20/" + i + ".png", grey(2, 2, i));
      write("b/" + i + ".png", grey(2, 2, 100 + i));
    }
    Files.writeString(root.resolve("b/notes.txt"), "not an image, and not read");
    Dataset dataset = load();
    assertEquals(List.of("b", "größe #1 %20"), dataset.classNames());
    assertEquals(3, dataset.train().size());
    assertEquals(3, dataset.test().size());
    assertEquals(
        List.of(
            "images:"
                + root
                + ": no test split of its own; 3 of 6 samples, chosen with seed 42, are held out"
                + " for testing"),
        notices);
    assertEquals(dataset.trainSha256(), load().trainSha256());
  }

  @Test
  void namesTwoFilesOfDifferentSize() throws IOException {
    write("a/1.png", grey(5, 4, 0));
    write("b/1.png", grey(4, 5, 0));
    assertFailure(
        root.resolve("b/1.png")
            + " is 4 x 5 pixels (width x height), but "
            + root.resolve("a/1.png")
            + " is 5 x 4; all images must be of one size");
  }

  @Test
  void reportsAFolderWithoutClasses() throws IOException {
    assertFailure(root + ": 0 class folders (); allowed: 2 ... 256, each holding the images");
    write("a/1.png", grey(5, 4, 0));
    assertFailure(root + ": 1 class folders (a); allowed: 2 ... 256, each holding the images");
  }

  @Test
  void reportsAMissingFolder() {
    BadFileException e =
        assertThrows(
            BadFileException.class, () -> new DatasetLoader(options).load("images:" + root + "/x"));
    assertEquals(root.resolve("x") + ": no such folder", e.getMessage());
  }

  @Test
  void reportsAClassWithoutImages() throws IOException {
    write("a/1.png", grey(5, 4, 0));
    Files.createDirectories(root.resolve("b"));
    assertFailure(root.resolve("b") + ": no images; allowed: files ending in png, jpg, jpeg, bmp");
  }

  @Test
  void reportsTestClassesThatDiffer() throws IOException {
    for (String name : List.of("train/a/1.", "train/b/1.", "test/a/1.", "test/c/1.")) {
      write(name + "png", grey(5, 4, 10));
    }
    assertFailure(
        root.resolve("test")
            + ": the class folders [a, c] are not those of "
            + root.resolve("train"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void namesAnImageThatIsCutShort(String format) throws IOException {
    write("a/1." + format, grey(64, 64, 0));
    Path cut = write("b/1." + format, grey(64, 64, 0));
    byte[] content = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(content, content.length / 2));
    assertFailure(cut + ": not a readable image: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "<html>"})
  void namesAFileThatIsNoImage(String content) throws IOException {
    write("a/1.png", grey(5, 4, 0));
    Path file = write("b/1.png", grey(5, 4, 0));
    Files.writeString(file, content);
    assertFailure(
        file + ": not a readable image: its first bytes are not those of PNG, JPEG or BMP");
  }

  @Test
  void refusesMoreThanEightBits() throws IOException {
    BufferedImage deep = new BufferedImage(5, 4, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 1, 0, 40_000);
    write("a/1.png", grey(5, 4, 0));
    Path file = write("b/1.png", deep);
    assertFailure(file + ": a pixel is 40000.0; at most 8 bits per channel are allowed");
  }

  private Dataset load() throws BadFileException {
    return new DatasetLoader(options).load("images:" + root);
  }

  private void assertFailure(String start) {
    BadFileException e = assertThrows(BadFileException.class, this::load);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private Path write(String name, BufferedImage image) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format, file.toFile()));
    return file;
  }

  /** Pixels that count up from {@code first}, row by row. */
  private static BufferedImage grey(int width, int height, int first) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, (first + i) & 0xff);
    }
    return image;
  }

  private static BufferedImage colour(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  private static float[] filled(float value) {
    float[] values = new float[20];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] gradient(int first) {
    float[] values = new float[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = (first + i) / 255f;
    }
    return values;
  }
}
