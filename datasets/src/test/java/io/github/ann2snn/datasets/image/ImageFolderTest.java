package io.github.ann2snn.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.Dataset;
import io.github.ann2snn.runtime.evaluation.SampleReading;
import io.github.ann2snn.runtime.evaluation.SampleReading.TakingNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.datavec.image.loader.NativeImageLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is read of folders of pictures. */
class ImageFolderTest extends PicturesTest {
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

  /**
   * Red, green and blue planes, channels first; the pixel in colour is in the test folder alone.
   */
  @Test
  void coloursStayColours() throws IOException {
    write("train/a/1.png", colour(2, 1, 0x333333));
    write("train/b/1.png", colour(2, 1, 0xffffff));
    write("test/a/1.png", colour(2, 1, 0xff3300));
    write("test/b/1.bmp", colour(2, 1, 0));
    Dataset dataset = load();
    assertEquals(List.of(3, 1, 2), dataset.shape());
    assertArrayEquals(new float[] {1, 1, 0.2f, 0.2f, 0, 0}, dataset.test().sample(0));
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, dataset.train().sample(1));
    assertEquals(
        List.of(
            "images:"
                + root
                + ": pictures are in colour: three channels, red, green and blue; --grey makes them"
                + " grey"),
        notices);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--grey, true, 0, 'pictures in colour are read as grey, as --grey says'",
    "grey network, false, 2, 'pictures in colour are read as grey, as the network takes one channel'",
  })
  void coloursBecomeGreyOnRequestOrForAGreyNetwork(
      String why, boolean grey, int inputs, String said) throws IOException {
    write("train/a/1.png", colour(2, 1, 0xff3300));
    for (String other : List.of("train/b/1.png", "test/a/1.png", "test/b/1.png")) {
      write(other, colour(2, 1, 0));
    }
    Dataset dataset = load(reading(grey, inputs));
    assertEquals(List.of(1, 1, 2), dataset.shape());
    float expected = Math.round(0.299f * 255 + 0.587f * 51) / 255f;
    assertArrayEquals(new float[] {expected, expected}, dataset.train().sample(0), why);
    assertEquals(List.of("images:" + root + ": " + said), notices);
  }

  @Test
  void greyPicturesFillTheChannelsOfAColourNetwork() throws IOException {
    for (String name : List.of("train/a/1.", "train/b/1.", "test/a/1.", "test/b/1.")) {
      write(name + "png", grey(2, 1, 51));
    }
    Dataset dataset = load(reading(false, 6));
    assertEquals(List.of(3, 1, 2), dataset.shape());
    float next = 52 / 255f;
    assertArrayEquals(new float[] {0.2f, next, 0.2f, next, 0.2f, next}, dataset.train().sample(0));
    assertTrue(notices.get(0).endsWith("the network's three channels get the same"), "" + notices);
  }

  /** So that grey pictures are what they were when the decoder made them grey. */
  @Test
  void greysAreThoseOfOpenCv() throws IOException {
    BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 128 * 128; i++) {
      image.setRGB(i % 128, i / 128, random.nextInt(1 << 24));
    }
    Path file = write("a/1.png", image);
    Pictures.Picture picture = new Pictures().read(DataFiles.local(), file.toString());
    byte[] grey = picture.bytes(1);
    try (INDArray expected = new NativeImageLoader(-1, -1, 1).asMatrix(file.toFile())) {
      float[] values = expected.data().asFloat();
      for (int i = 0; i < grey.length; i++) {
        assertEquals(values[i], grey[i] & 0xff);
      }
    }
  }

  @Test
  void skipsWhatIsNoRegularFile() throws IOException, InterruptedException {
    write("a/1.png", grey(2, 2, 0));
    write("b/1.png", grey(2, 2, 1));
    Files.writeString(root.resolve("b/._1.png"), "what macOS keeps of a file");
    Path pipe = root.resolve("b/2.png");
    Path link = Files.createSymbolicLink(root.resolve("b/3.png"), Path.of("nowhere.png"));
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Dataset dataset = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> load());
    assertEquals(1, dataset.train().size());
    String name = "images:" + root + ": ";
    assertEquals(
        List.of(
            name + pipe + " is no regular file, and is skipped",
            name + link + " is no regular file, and is skipped"),
        notices.subList(0, 2));
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

  private static SampleReading reading(boolean grey, int inputs) {
    return new SampleReading(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        grey,
        inputs == 0 ? TakingNetwork.UNKNOWN : TakingNetwork.of(inputs, 2, Optional.empty()));
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
