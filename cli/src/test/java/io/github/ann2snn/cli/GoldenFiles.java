package io.github.ann2snn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that an earlier version wrote. */
final class GoldenFiles {
  private GoldenFiles() {}

  static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Copies a file into a folder. */
  static Path copy(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = GoldenFiles.class.getResourceAsStream("golden-0.1/" + name)) {
      return in.readAllBytes();
    }
  }
}
