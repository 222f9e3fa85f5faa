package io.github.ann2snn.report.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Files that lie in this program's jars. */
final class Resources {
  private Resources() {}

  /** Opens a file by its path in a jar, or by its path from this package. */
  static InputStream open(String path) throws IOException {
    InputStream in = Resources.class.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException(path + " is missing in this installation of ann2snn");
    }
    return in;
  }

  /** The whole of a text file. */
  static String text(String path) throws IOException {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
