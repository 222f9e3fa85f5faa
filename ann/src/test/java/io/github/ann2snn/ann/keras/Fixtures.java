package io.github.ann2snn.ann.keras;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The models beside the tests, and variants of them. */
final class Fixtures {
  static final String CONFIGURATION = "config.json";
  static final String WEIGHTS = "model.weights.h5";

  private Fixtures() {}

  static Path path(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code inputs} or {@code outputs} of a model. */
  static float[][] expected(String model, String key) {
    try {
      JsonNode all = new JsonMapper().readTree(path("expected.json").toFile());
      return new JsonMapper().convertValue(all.path(model).path(key), float[][].class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a {@code .keras} file. */
  static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream file = Files.newInputStream(path(name));
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  /** A {@code .keras} file with another text in its configuration. */
  static Path edited(String name, Path folder, String from, String to) throws IOException {
    Map<String, byte[]> entries = entries(name);
    String before = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    String after = before.replace(from, to);
    assertNotEquals(before, after);
    entries.put(CONFIGURATION, after.getBytes(StandardCharsets.UTF_8));
    return write(folder.resolve(name), entries);
  }

  /** An HDF5 file with another text, of equal length, wherever it stands. */
  static Path patched(String name, Path folder, String from, String to) throws IOException {
    // One char is one byte.
    String before = Files.readString(path(name), StandardCharsets.ISO_8859_1);
    String after = before.replace(from, to);
    assertNotEquals(before, after);
    return Files.writeString(folder.resolve(name), after, StandardCharsets.ISO_8859_1);
  }
}
