package io.github.ann2snn.spark;

import static io.github.ann2snn.spark.SparkCommandLine.evaluate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ann2snn.spark.SparkCommandLine.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that executors read give the results that they give here. */
class ImageSparkTest {
  private static final int SAMPLES = 200;

  @TempDir static Path folder;
  private static Quarters quarters;
  private static Path images;

  @BeforeAll
  static void make() throws IOException {
    quarters = Quarters.make(folder);
    images = QuarterImages.write(quarters, folder.resolve("images"), SAMPLES);
  }

  private static Outcome there(Path data, int partitions, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(more));
    all.add("--master=local[2]");
    all.add("--partitions=" + partitions);
    return evaluate(quarters.network(), "images:file://" + data, all.toArray(String[]::new));
  }

  private static void assertRefused(String message, Outcome outcome) {
    assertEquals(3, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
  }

  private static Path copy(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName();
    return QuarterImages.write(quarters, folder.resolve(name), SAMPLES);
  }

  /** The image of test samples that comes 151st, and so is one of part 8 of 10. */
  private static Path oneOf(Path data) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var classes = Files.list(data.resolve("test"))) {
      for (Path name : classes.sorted().toList()) {
        try (var inClass = Files.list(name)) {
          inClass.sorted().forEach(files::add);
        }
      }
    }
    return files.get(150);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void imagesGiveWhatTheyGiveHere(int partitions) {
    String[] how = {"--coding=poisson", "--early-exit=auto"};
    Outcome here = evaluate(quarters.network(), "images:" + images, how);
    Outcome there = there(images, partitions, how);
    assertEquals(here.results(), there.results());
    assertTrue(there.out().contains("top-right"), there.out());
  }

  /** A pixel of each picture turns red: for a network of three channels, and for a grey one. */
  @Test
  void coloursAreThoseOfHere(TestInfo test) throws IOException, InterruptedException {
    Path data = copy(test);
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        BufferedImage grey = ImageIO.read(file.toFile());
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.getGraphics().drawImage(grey, 0, 0, null);
        image.setRGB(1, 2, 0xff2010);
        ImageIO.write(image, "png", file.toFile());
      }
    }
    assumeTrue(
        new ProcessBuilder("mkfifo", data.resolve("test/top-left/a pipe.png").toString())
                .start()
                .waitFor()
            == 0);
    Path out = folder.resolve("colour");
    Outcome made =
        SparkCommandLine.run(
            "run",
            "--dataset=images:" + data,
            "--architecture=4x4x3-c4k3-4",
            "--epochs=1",
            "--timesteps=8",
            "--out=" + out);
    assertEquals(0, made.exitCode(), made.err());
    for (String network : List.of(out.resolve("network.nir").toString(), quarters.network())) {
      Outcome here = evaluate(network, "images:" + data);
      Outcome there = evaluate(network, "images:file://" + data, "--master=local[2]");
      assertEquals(
          here.results(),
          there.results().replace("images:file://", "images:").replace("file:", ""));
      assertTrue(
          there.err().contains("a pipe.png is no regular file, and is skipped"), there.err());
      assertTrue(there.out().contains("pictures "), there.out());
    }
  }

  @Test
  void aCommandThatWasInterruptedGoesOn() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    String keep = "--checkpoint=" + checkpoint.toUri();
    Outcome first = there(images, 4, keep);
    Files.delete(checkpoint.resolve("part-00000002.tally"));
    Outcome second = there(images, 4, keep);
    assertEquals(first.results(), second.results());
    assertTrue(second.err().contains("Took over 3 finished parts."), second.err());
  }

  @Test
  void aDamagedImageIsNamedAndCanBeLeftOut(TestInfo test) throws IOException {
    Path data = copy(test);
    Path damaged = oneOf(data);
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 20));
    String reason = damaged + ": not a readable image: ";
    assertRefused("part 8 of 10 (samples 140 to 159) cannot be read: ", there(data, 10));
    assertRefused(reason, there(data, 10));
    Outcome skipped = there(data, 10, "--skip-corrupt");
    assertEquals(0, skipped.exitCode(), skipped.err());
    assertTrue(skipped.err().contains("Samples 140 to 159 are left out: "), skipped.err());
    assertTrue(skipped.err().contains(reason), skipped.err());
  }

  @Test
  void anImageOfAnotherSize(TestInfo test) throws IOException {
    Path data = copy(test);
    Path other = oneOf(data);
    ImageIO.write(
        QuarterImages.image(quarters.samples("test").get(0), 3, 4), "png", other.toFile());
    assertRefused(other + " is 3 x 4 pixels (width x height), but ", there(data, 10));
  }

  @Test
  void foldersThatAreNotWhatTheyMustBe(TestInfo test) throws IOException {
    Path data = copy(test);
    assertRefused("no folders train and test", there(data.resolve("train"), 2));
    assertRefused("nowhere", there(data.resolve("nowhere"), 2));
    Files.createDirectories(data.resolve("test/none"));
    assertRefused("test/none: no images; allowed: files ending in png", there(data, 2));
    Files.writeString(data.resolve("test/none/one.png"), "no image");
    assertRefused("the class folders [left, none, right,", there(data, 2));
  }

  @Test
  void filesThatExecutorsDoNotFind() {
    Outcome outcome =
        evaluate(
            quarters.network(),
            "images:driveronly://" + images,
            "--master=local[2,2]",
            "--skip-corrupt",
            "--conf=spark.hadoop.fs.driveronly.impl=" + DriverOnlyFileSystem.class.getName());
    assertRefused("the executors do not find its file: ", outcome);
  }
}
