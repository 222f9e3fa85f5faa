package io.github.ann2snn.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.datasets.DatasetOptions;
import io.github.ann2snn.datasets.catalog.DatasetLoader;
import io.github.ann2snn.files.BadFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and files that are no pictures of classes. */
class ImageRefusalTest extends PicturesTest {
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
            BadFileException.class,
            () -> new DatasetLoader(DatasetOptions.DEFAULTS).load("images:" + root + "/x"));
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

  /** Of a colour folder; what begins and ends like one may still be none. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "text, 68656c6c6f, its first bytes are not those of PNG",
    "a page that says why not, 3c68746d6c3e, its first bytes are not those of PNG",
    "no end, ffd8ffe000104a464946, the JPEG data are cut short at offset 10",
    "nothing between, ffd8ffd9, ''",
    "noise between, ffd8ffe000104a46494600010101ff0123456789ffd9, ''",
    "another format's head, 89504e470d0a1a0affd9, ''",
  })
  void namesAJpegThatIsNone(String what, String bytes, String reason) throws IOException {
    write("train/a/1.jpg", colour(5, 4, 0xff3300));
    write("train/b/1.jpg", colour(5, 4, 0x0033ff));
    write("test/a/1.jpg", colour(5, 4, 0xff3300));
    Path file = write("test/b/1.jpg", colour(5, 4, 0));
    Files.write(file, HexFormat.of().parseHex(bytes));
    assertFailure(file + ": not a readable image: " + reason);
  }

  @Test
  void refusesMoreThanEightBits() throws IOException {
    BufferedImage deep = new BufferedImage(5, 4, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 1, 0, 40_000);
    write("a/1.png", grey(5, 4, 0));
    Path file = write("b/1.png", deep);
    assertFailure(file + ": a pixel is 40000.0; at most 8 bits per channel are allowed");
  }

  private void assertFailure(String start) {
    BadFileException e = assertThrows(BadFileException.class, this::load);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
