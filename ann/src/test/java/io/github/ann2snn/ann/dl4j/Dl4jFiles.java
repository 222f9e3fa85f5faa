package io.github.ann2snn.ann.dl4j;

import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.StoredZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The model zips in the test resources, whose {@code README.md} says where they come from. */
final class Dl4jFiles {
  static final Path FOLDER = Path.of("src/test/resources/io/github/ann2snn/ann/dl4j");

  /** What {@code line.zip} does not say. */
  static final Optional<Shape> LINE = Optional.of(Shape.of(2, 11));

  private Dl4jFiles() {}

  static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in =
        new ZipInputStream(Files.newInputStream(FOLDER.resolve(name + ".zip")))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  static String configuration(String name) throws IOException {
    return new String(entries(name).get("configuration.json"), StandardCharsets.UTF_8);
  }

  /** One of them, with another configuration. */
  static Path write(Path folder, String name, String configuration) throws IOException {
    Map<String, byte[]> entries = entries(name);
    entries.put("configuration.json", configuration.getBytes(StandardCharsets.UTF_8));
    return write(folder, entries);
  }

  static Path write(Path folder, Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("model.zip");
    Map<String, StoredZip.Content> contents = new LinkedHashMap<>();
    entries.forEach((entry, bytes) -> contents.put(entry, out -> out.write(bytes)));
    StoredZip.write(file, contents);
    return file;
  }
}
