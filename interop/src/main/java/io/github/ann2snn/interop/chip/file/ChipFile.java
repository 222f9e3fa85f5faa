package io.github.ann2snn.interop.chip.file;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.Fields;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.interop.chip.Chip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a JSON file of chips; {@code docs/hardware.md} describes it. */
public final class ChipFile {
  /** Version of the format. */
  public static final String SCHEMA = "ann2snn.chips/1";

  private static final String RESOURCE = "chips.json";
  private static final int LARGEST = 1 << 20;
  private static final JsonDocument<JsonNode> DOCUMENT =
      new JsonDocument<>(
          SCHEMA,
          JsonNode.class,
          new Wording("not complete JSON at line {line}, column {column} ({reason})", "", ""),
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ChipFile() {}

  /** The chips that come with the program, in the order of their file. */
  public static List<Chip> builtIn() {
    try (InputStream in = ChipFile.class.getResourceAsStream(RESOURCE)) {
      return read(RESOURCE, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @return at least one
   * @throws BadFileException if it is not one, saying where and what is allowed
   */
  public static List<Chip> read(Path file) throws IOException {
    BadFileException.when(
        !Files.isRegularFile(file), "%s: no such file; name a file of chips", file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  private static List<Chip> read(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw BadFileException.of(
          "%s: larger than %,d bytes, so it is no file of chips", name, LARGEST);
    }
    JsonNode parsed = DOCUMENT.parse(name, bytes);
    BadFileException.when(
        parsed.isMissingNode(), "%s: not complete JSON at line 1, it is empty", name);
    Fields root = Fields.of(name, parsed);
    DOCUMENT.requireSchema(name, root.text("schema", '"' + SCHEMA + '"'));
    root.allow(Set.of("schema", "chips"));
    List<Chip> chips = root.at(name + ":").list("chips", ChipReader::read);
    BadFileException.when(chips.isEmpty(), "%s: chips is empty; expected at least one", name);
    Set<String> names = new HashSet<>();
    for (Chip chip : chips) {
      if (!names.add(chip.name())) {
        throw BadFileException.of(
            "%s: two chips are named %s; give each a name of its own", name, chip.name());
      }
    }
    return chips;
  }
}
