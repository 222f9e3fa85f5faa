package io.github.ann2snn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ann2snn.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

/** Runs command lines as a user would, and keeps what they print. */
abstract class CommandLineTest {
  @TempDir Path folder;

  /** What a command line did. */
  record Outcome(int exitCode, String out, String err) {}

  /** Runs a command line whose environment leads to no data set. */
  Outcome run(String... args) {
    return run(new Terminal.Display(false, StandardCharsets.UTF_8), Map.of("NO_COLOR", "1"), args);
  }

  /**
   * With a setting, where a command that converts says nothing of one: the search for it takes
   * time, and has tests of its own, which ask for it with --max-accuracy-drop.
   */
  private static String[] settled(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    boolean converts = args.length > 1 && List.of("convert", "run").contains(args[0]);
    if (!converts || says(words, "--max-accuracy-drop", "--resume", "--config", "--help")) {
      return args;
    }
    if (!says(words, "--normalization")) {
      words.add("--normalization=percentile");
    }
    if (!says(words, "--timesteps", "-t")) {
      words.add("--timesteps=32");
    }
    return words.toArray(String[]::new);
  }

  private static boolean says(List<String> words, String... options) {
    return words.stream()
        .anyMatch(
            word ->
                List.of(options).stream()
                    .anyMatch(o -> word.equals(o) || word.startsWith(o + "=")));
  }

  /** The same with results on a display. */
  Outcome run(Terminal.Display display, Map<String, String> variables, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    int exitCode =
        new Ann2Snn(
                new Terminal(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false,
                    environment,
                    display,
                    false))
            .execute(settled(args));
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A command line fails with a message alone. */
  final void assertFails(int exitCode, String message, String... args) {
    Outcome outcome = run(args);
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains(message), message + " in " + outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
    assertEquals("", outcome.out());
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** 1,300 training and 200 test images of 4 x 4 pixels: which quarter is bright. */
  static String quarters(Path folder) {
    try {
      Files.createDirectories(folder);
      write(folder, "train", 1300, 1);
      write(folder, "t10k", 200, 2);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return "idx:" + folder;
  }

  static void write(Path folder, String prefix, int n, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream imageData = new DataOutputStream(images);
    DataOutputStream labelData = new DataOutputStream(labels);
    for (int number : new int[] {0x803, n, 4, 4}) {
      imageData.writeInt(number);
    }
    labelData.writeInt(0x801);
    labelData.writeInt(n);
    for (int i = 0; i < n; i++) {
      int label = random.nextInt(4);
      labelData.writeByte(label);
      for (int pixel = 0; pixel < 16; pixel++) {
        int quarter = pixel / 8 * 2 + pixel % 4 / 2;
        imageData.writeByte(random.nextInt(120) + (quarter == label ? 100 : 0));
      }
    }
    Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
