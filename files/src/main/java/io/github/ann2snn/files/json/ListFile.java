package io.github.ann2snn.files.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON file that users write: a schema, and a list of objects with names.
 *
 * @param <T> what an object stands for
 */
public final class ListFile<T> {
  private static final int LARGEST = 1 << 20;

  private final String schema;
  private final String key;
  private final String item;
  private final Fields.Reader<T> reader;
  private final Function<T, String> name;
  private final JsonDocument<JsonNode> document;

  /**
   * @param schema version of the format
   * @param key of the list
   * @param item what one of the list is called, in the singular
   * @param reader of one
   * @param name of one, which no other may have
   */
  public ListFile(
      String schema, String key, String item, Fields.Reader<T> reader, Function<T, String> name) {
    this.schema = schema;
    this.key = key;
    this.item = item;
    this.reader = reader;
    this.name = name;
    this.document =
        new JsonDocument<>(
            schema,
            JsonNode.class,
            new Wording("not complete JSON at line {line}, column {column} ({reason})", "", ""),
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Reads a file.
   *
   * @param taken names that none may have, to which theirs are added
   * @return at least one
   * @throws BadFileException if it is not one, saying where and what is allowed
   */
  public List<T> read(Path file, Set<String> taken) throws IOException {
    BadFileException.when(
        !Files.isRegularFile(file), "%s: no such file; name a file of %ss", file, item);
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, taken);
    }
  }

  /** Likewise, of what a stream gives. */
  public List<T> read(String file, InputStream in, Set<String> taken) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw BadFileException.of(
          "%s: larger than %,d bytes, so it is no file of %ss", file, LARGEST, item);
    }
    JsonNode parsed = document.parse(file, bytes);
    BadFileException.when(
        parsed.isMissingNode(), "%s: not complete JSON at line 1, it is empty", file);
    Fields root = Fields.of(file, parsed);
    document.requireSchema(file, root.text("schema", '"' + schema + '"'));
    root.allow(Set.of("schema", key));
    List<T> items = root.at(file + ":").list(key, reader);
    BadFileException.when(items.isEmpty(), "%s: %s is empty; expected at least one", file, key);
    for (T one : items) {
      if (!taken.add(name.apply(one))) {
        throw BadFileException.of(
            "%s: the name %s is taken by another %s; give each a name of its own",
            file, name.apply(one), item);
      }
    }
    return items;
  }
}
