package io.github.ann2snn.report.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.files.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes {@code results.json}. */
public final class ResultsFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private ResultsFile() {}

  /** The document as indented JSON. */
  public static String toJson(Results results) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the document. */
  public static void write(Results results, Path target) throws IOException {
    AtomicFile.write(target, temporary -> Files.writeString(temporary, toJson(results)));
  }

  /**
   * Reads a document.
   *
   * @throws BadFileException if the file is not one, of another version, or has a number that is
   *     not finite; keys that this version does not know are ignored
   */
  public static Results read(Path file) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(file.toFile());
      String schema = tree.path("schema").asText("none");
      if (!schema.equals(Results.SCHEMA)) {
        throw new BadFileException(file + ": " + Schema.refusal(schema, Results.SCHEMA));
      }
      requireFinite(file, "", tree);
      Results results = MAPPER.treeToValue(tree, Results.class);
      // Jackson takes the text "NaN" for a number where it expects one.
      requireFinite(file, "", MAPPER.valueToTree(results));
      if (results.dataset() == null || results.snn() == null || results.energy() == null) {
        throw new BadFileException(
            file + ": dataset, snn or energy is missing; make it again with ann2snn evaluate");
      }
      return results;
    } catch (JsonMappingException e) {
      throw new BadFileException(
          Text.of(
              "%s: %s holds another kind of value than it should; make it again with ann2snn evaluate",
              file, path(e)));
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new BadFileException(
          Text.of(
              "%s: not a complete results file (%s, line %d); make it again with ann2snn evaluate",
              file, e.getOriginalMessage(), line));
    } catch (CharConversionException e) {
      throw new BadFileException(
          Text.of(
              "%s: not UTF-8 text (%s); make it again with ann2snn evaluate",
              file, e.getMessage()));
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private static void requireFinite(Path file, String path, JsonNode node) throws BadFileException {
    if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
      throw new BadFileException(
          Text.of(
              "%s: %s is %s, expected a finite number; make it again with ann2snn evaluate",
              file, path, node.asText()));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      requireFinite(file, path + "/" + field.getKey(), field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      requireFinite(file, path + "/" + i, node.get(i));
    }
  }
}
