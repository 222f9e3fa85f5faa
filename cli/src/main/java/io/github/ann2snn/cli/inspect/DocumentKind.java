package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;

/** Which kind of JSON file of ours a file is. */
final class DocumentKind {
  /** What {@code simulate} writes. */
  static final String SIMULATION = "ann2snn.simulation";

  private static final JsonMapper MAPPER = new JsonMapper();

  private DocumentKind() {}

  /** The schema without its version; empty if there is none, or the file is damaged before it. */
  static String of(Path file) throws IOException {
    String schema = schema(file);
    return schema.substring(0, Math.max(0, schema.indexOf('/')));
  }

  private static String schema(Path file) throws IOException {
    try (JsonParser parser = MAPPER.createParser(file.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("schema");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : "";
        }
        parser.skipChildren();
      }
    } catch (JsonProcessingException | CharConversionException e) {
      return "";
    }
    return "";
  }
}
