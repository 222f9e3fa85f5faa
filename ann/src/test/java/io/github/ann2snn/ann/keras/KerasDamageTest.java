package io.github.ann2snn.ann.keras;

import static io.github.ann2snn.ann.keras.KerasRefusalTest.refused;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.ann.graph.AnnGraph;
import io.github.ann2snn.ann.graph.Dense;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose weights or containers are damaged, or made to do harm. */
class KerasDamageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cnn.h5", "cnn.keras"})
  void aTruncatedFile(String name) throws IOException {
    byte[] content = Files.readAllBytes(Fixtures.path(name));
    for (int length : new int[] {9, 100, 2_000, content.length - 30, content.length - 1}) {
      Path file = folder.resolve(length + name);
      Files.write(file, Arrays.copyOf(content, length));
      refused(file, "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linked.h5, /model_weights/dense",
    "external.h5, /model_weights/dense/dense/kernel:0"
  })
  void aLink(String name, String place) {
    refused(Fixtures.path(name), place + ": is a link, expected a group or a dataset");
  }

  @Test
  void weightsThatAreMissing() throws IOException {
    refused(
        Fixtures.patched("cnn.h5", folder, "\"name\": \"conv2d_1\"", "\"name\": \"conv2d_9\""),
        "layer conv2d_9 (Conv2D): has no weights in the file");
    refused(
        Fixtures.patched("first.h5", folder, "dense/kernel:0", "dense/kernel:9"),
        "/model_weights/dense/dense/kernel:9: dataset is missing");
    refused(
        Fixtures.edited(
            "cnn.keras",
            folder,
            "\"class_name\": \"Activation\"",
            "\"class_name\": \"BatchNormalization\""),
        "layer activation (BatchNormalization): ");
  }

  @Test
  void aKernelOfTheano() throws IOException {
    refused(
        Fixtures.patched("one.h5", folder, "\"dim_ordering\": \"tf\"", "\"dim_ordering\": \"th\""),
        "has a kernel in the layout of Theano (dim_ordering th); load the model with Keras 2");
  }

  @Test
  void weightsOfAnotherShape() throws IOException {
    refused(
        Fixtures.edited("cnn.keras", folder, "\"units\": 5", "\"units\": 6"),
        "model.weights.h5: /layers/dense/vars/0: has shape [9, 5], but the model's configuration needs [9, 6]");
    refused(
        Fixtures.patched("cnn.h5", folder, "\"filters\": 4", "\"filters\": 5"),
        "/model_weights/conv2d/conv2d/kernel:0: has shape [3, 3, 2, 4], but the model's configuration needs [3, 3, 2, 5]");
    refused(
        Fixtures.edited("pools.keras", folder, "\"use_bias\": false", "\"use_bias\": true"),
        "layer conv2d (Conv2D): has 1 arrays of weights in the file, but its configuration needs 2");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void weightsThatAreNoNumbers(float bad) throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("matrix.keras");
    ByteBuffer weights =
        ByteBuffer.wrap(entries.get(Fixtures.WEIGHTS)).order(ByteOrder.LITTLE_ENDIAN);
    AnnGraph graph = KerasModel.read(Fixtures.path("matrix.keras")).graph();
    Dense last = (Dense) graph.nodes().get(graph.nodes().size() - 2).operation();
    float bias = last.bias()[0];
    for (int at = 0; at + 4 <= weights.capacity(); at += 4) {
      if (weights.getFloat(at) == bias) {
        weights.putFloat(at, bad);
      }
    }
    refused(
        Fixtures.write(folder.resolve("model.keras"), entries),
        "/layers/dense_1/vars/1: value 0 is " + bad + ", expected a finite float32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../config.json", "/etc/passwd", "assets/../../x", "a\\b"})
  void aPathThatLeavesTheArchive(String name) throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    entries.put(name, new byte[1]);
    refused(
        Fixtures.write(folder.resolve("model.keras"), entries),
        "has a path that leaves the archive");
  }

  @Test
  void anEntryThatIsThereTwice() throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    entries.put("cOnfig.json", entries.get(Fixtures.CONFIGURATION));
    Path file = Fixtures.write(folder.resolve("model.keras"), entries);
    byte[] content = Files.readAllBytes(file);
    for (int i = 0; i < content.length - 1; i++) {
      if (content[i] == 'c' && content[i + 1] == 'O') {
        content[i + 1] = 'o';
      }
    }
    Files.write(file, content);
    refused(file, "entry config.json: is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixtures.CONFIGURATION, Fixtures.WEIGHTS})
  void aWrongChecksum(String entry) throws IOException {
    Path file = folder.resolve("model.keras");
    Files.write(file, Files.readAllBytes(Fixtures.path("cnn.keras")));
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 46 < zip.capacity(); at++) {
      boolean central = zip.getInt(at) == 0x02014b50;
      if (central
          && new String(zip.array(), at + 46, zip.getShort(at + 28), StandardCharsets.UTF_8)
              .equals(entry)) {
        zip.putInt(at + 16, ~zip.getInt(at + 16));
      }
    }
    Files.write(file, zip.array());
    refused(file, entry + ": is damaged (its CRC-32 differs)");
  }

  @Test
  void otherEntriesAreLeftAlone() throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    entries.put("assets/layers/code.py", "raise SystemExit".getBytes(StandardCharsets.UTF_8));
    KerasModel.read(Fixtures.write(folder.resolve("model.keras"), entries));
    entries.remove(Fixtures.WEIGHTS);
    refused(
        Fixtures.write(folder.resolve("model.keras"), entries),
        "has no model.weights.h5; save the model with model.save(\"model.keras\")");
    entries.remove(Fixtures.CONFIGURATION);
    refused(
        Fixtures.write(folder.resolve("model.keras"), entries),
        "is a zip without config.json, so no Keras model");
  }

  /** Zeros compress a thousandfold. */
  @Test
  void aBomb() throws IOException {
    Map<String, byte[]> entries = Fixtures.entries("cnn.keras");
    entries.put(Fixtures.WEIGHTS, new byte[64 << 20]);
    Path file = Fixtures.write(folder.resolve("model.keras"), entries);
    assertTrue(Files.size(file) < 1 << 20);
    refused(file, "model.weights.h5: says it has 67108864 bytes, but may have 1678");
  }

  /** Nothing but our own exception, and in time; a flip may also change nothing that matters. */
  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"cnn.h5, 1", "cnn.keras, 2", "pools.h5, 3", "flattened.keras, 4"})
  void flippedBits(String name, long seed) throws IOException {
    byte[] content = Files.readAllBytes(Fixtures.path(name));
    Random random = new Random(seed);
    Path file = folder.resolve(name);
    for (int i = 0; i < 100; i++) {
      byte[] flipped = content.clone();
      for (int flips = 1 + random.nextInt(32); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, flipped);
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tryToRead(file));
    }
  }

  private static void tryToRead(Path file) {
    try {
      KerasModel.read(file);
    } catch (BadFileException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }
  }
}
