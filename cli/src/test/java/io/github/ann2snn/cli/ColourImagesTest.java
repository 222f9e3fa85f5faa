package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network of three channels and folders of images, on the command line. */
class ColourImagesTest extends CommandLineTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(5);

  /** Reddish and bluish images with noise. */
  private String images(String name, int size) throws IOException {
    for (String split : new String[] {"train", "test"}) {
      for (int i = 0; i < 60; i++) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        boolean red = i % 2 == 0;
        for (int pixel = 0; pixel < size * size; pixel++) {
          int noise = RANDOM.nextInt(60);
          int strong = noise + 150;
          int rgb = (red ? strong : noise) << 16 | noise << 8 | (red ? noise : strong);
          image.setRGB(pixel % size, pixel / size, rgb);
        }
        Path file = folder.resolve(name).resolve(split).resolve(red ? "red" : "blue");
        Files.createDirectories(file);
        assertTrue(ImageIO.write(image, "png", file.resolve(i + ".png").toFile()));
      }
    }
    return "images:" + folder.resolve(name);
  }

  @BeforeEach
  void train() throws IOException {
    Outcome trained =
        run(
            "train",
            "--dataset",
            images("colour", 4),
            "--architecture",
            "4x4x3-c4k3p1-2",
            "--epochs",
            "4",
            "--out",
            path("model.zip"));
    assertEquals(0, trained.exitCode(), trained.err());
  }

  private Outcome convert(String dataset) {
    return run(
        "convert",
        path("model.zip"),
        "--dataset",
        dataset,
        "--timesteps",
        "8",
        "--out",
        path("x.nir"));
  }

  @Test
  void coloursAreReadAndKept() throws IOException {
    String colour = "images:" + folder.resolve("colour");
    assertEquals(0, convert(colour).exitCode());
    Outcome compared =
        run(
            "compare",
            path("model.zip"),
            path("x.nir"),
            "--dataset",
            colour,
            "--out",
            path("results.json"));
    assertEquals(0, compared.exitCode(), compared.err());
    assertTrue(compared.err().contains("three channels, red, green and blue"), compared.err());
    JsonNode results = new JsonMapper().readTree(folder.resolve("results.json").toFile());
    assertEquals("[3,4,4]", results.at("/dataset/imageShape").toString());
    assertEquals("[\"blue\",\"red\"]", results.at("/dataset/classes").toString());
    assertEquals("[4,4,4]", results.at("/snn/layers/0/shape").toString());
    assertEquals("convolution 3x3", results.at("/snn/layers/0/sources/0/connection").asText());
    JsonNode sample = results.at("/samples/0");
    byte[] planes = Base64.getDecoder().decode(sample.get("image").asText());
    int strong = sample.get("label").asInt() == 1 ? 0 : 2 * 16; // red, or blue
    assertEquals(3 * 16, planes.length);
    assertTrue((planes[strong] & 0xff) >= 150 && (planes[16] & 0xff) < 60);
  }

  @Test
  void greyPicturesFillAllChannels() throws IOException {
    assertEquals(0, convert("images:" + folder.resolve("colour")).exitCode());
    Path grey = folder.resolve("plain");
    for (String place : new String[] {"train/blue", "train/red", "test/blue", "test/red"}) {
      Files.createDirectories(grey.resolve(place));
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      image.setRGB(1, 1, 0x777777);
      ImageIO.write(image, "png", grey.resolve(place + "/1.png").toFile());
    }
    Outcome read = run("evaluate", path("x.nir"), "--dataset", "images:" + grey);
    assertEquals(0, read.exitCode(), read.err());
    assertTrue(read.err().contains("the network's three channels get the same"), read.err());
    assertFails(
        3,
        "takes samples of shape [3, 4, 4], but those of images:" + grey + " are [1, 4, 4]",
        "evaluate",
        path("x.nir"),
        "--dataset",
        "images:" + grey,
        "--grey");
  }

  @Test
  void imagesOfAnotherSizeOrThatAreNoneAreRefused() throws IOException {
    String colour = "images:" + folder.resolve("colour");
    assertEquals(0, convert(colour).exitCode());
    String other = images("other", 5);
    String told =
        " takes samples of shape [3, 4, 4], but those of "
            + other
            + " are [3, 5, 5] (channels, height, width); make its pictures 4 x 4 pixels, or name the data set that it was made for with --dataset";
    for (String[] command :
        new String[][] {
          {"evaluate", path("x.nir")},
          {"compare", path("model.zip"), path("x.nir")},
          {"convert", path("model.zip"), "--out", path("y.nir")},
        }) {
      String[] line = Arrays.copyOf(command, command.length + 1);
      line[command.length] = "--dataset=" + other;
      assertFails(3, told, line);
    }
    Path broken = folder.resolve("colour/test/red/1.jpg");
    Files.write(broken, new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3, (byte) 0xff, (byte) 0xd9});
    assertFails(
        3,
        "ann2snn: " + broken + ": not a readable image: ",
        "evaluate",
        path("x.nir"),
        "--dataset",
        colour);
  }
}
