package io.github.ann2snn.files.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.FormatMethod;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of JSON document of ours. Its files hold one object, whose {@code schema} tells the kind;
 * keys that a reader does not know are ignored, a key that stands twice is refused. Components that
 * are null are not written, unless they say otherwise.
 *
 * @param schema name and version, such as {@code ann2snn.results/1}
 * @param type a record, or {@link JsonNode} for a document of any shape
 * @param wording how a file is refused
 * @param features beyond the usual ones
 */
public record JsonDocument<T>(
    String schema, Class<T> type, Wording wording, DeserializationFeature... features) {
  /** Reads JSON of other programs: not too deep, and no key twice. */
  public static final JsonMapper FOREIGN =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private static final Pattern VERSIONED = Pattern.compile("([a-z0-9.-]+)/([1-9][0-9]{0,8})");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
          .build();

  /**
   * How a file is refused.
   *
   * @param incomplete of a file that is no complete JSON: a text in which <code>{reason}</code>,
   *     <code>{line}</code> and <code>{column}</code> are filled in
   * @param remedy what to do with a damaged file; empty if nobody knows
   * @param remedyForOthers what to do with a file of another schema; empty likewise
   */
  public record Wording(String incomplete, String remedy, String remedyForOthers) {
    /** Of files that can be made again by a command. */
    public static Wording madeBy(String command, String incomplete) {
      return new Wording(incomplete, "make it again with " + command, "");
    }

    private String incomplete(JsonProcessingException e) {
      JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
      return incomplete
          .replace("{line}", String.valueOf(Math.max(0, at.getLineNr())))
          .replace("{column}", String.valueOf(Math.max(0, at.getColumnNr())))
          .replace("{reason}", reason(e));
    }

    /** Without what Jackson would show of the source, if it were let. */
    private static String reason(JsonProcessingException e) {
      String first = e.getOriginalMessage().lines().findFirst().orElse("");
      return first.replaceAll("at \\[Source: .*; (line: \\d+, column: \\d+)]", "at $1");
    }
  }

  /** A value as indented JSON that ends with a line break. */
  public static String text(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema of a file without its version; empty if there is none before any damage. */
  public static String kind(Path file) throws IOException {
    try (JsonParser parser = MAPPER.createParser(file.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("schema");
        JsonToken value = parser.nextToken();
        if (found) {
          String schema = value == JsonToken.VALUE_STRING ? parser.getText() : "";
          return schema.substring(0, Math.max(0, schema.indexOf('/')));
        }
        parser.skipChildren();
      }
    } catch (JsonProcessingException | CharConversionException e) {
      return "";
    }
    return "";
  }

  /** Writes a document as {@link #text}, whole or not at all. */
  public void write(T document, Path target) throws IOException {
    AtomicFile.write(target, temporary -> Files.writeString(temporary, text(document)));
  }

  /**
   * Reads a document.
   *
   * @throws BadFileException if the file is not one, of another version, has a number that is not
   *     finite, or values that the record refuses
   */
  public T read(Path file) throws IOException {
    ObjectReader reader = MAPPER.reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
    JsonNode tree = tree(file, Files.readAllBytes(file), reader);
    requireFinite(file, "", tree);
    T document = bind(file, tree);
    // Jackson takes the text "NaN" for a number where it expects one.
    requireFinite(file, "", MAPPER.valueToTree(document));
    return document;
  }

  /**
   * The document as it stands in a file.
   *
   * @throws BadFileException if the file is not complete, or of another version
   */
  public JsonNode tree(Path file) throws IOException {
    return tree(file, Files.readAllBytes(file), MAPPER.reader());
  }

  private JsonNode tree(Object file, byte[] content, ObjectReader reader) throws IOException {
    JsonNode tree = parse(file, content, reader);
    requireSchema(file, tree.path("schema").asText("none"));
    return tree;
  }

  /**
   * What is in a file, whatever its schema.
   *
   * @param file how the user calls it
   * @return missing, if there is nothing
   * @throws BadFileException if it is not complete
   */
  public JsonNode parse(Object file, byte[] content) throws IOException {
    return parse(file, content, MAPPER.reader());
  }

  private JsonNode parse(Object file, byte[] content, ObjectReader reader) throws IOException {
    try {
      return reader.withFeatures(features).readTree(content);
    } catch (JsonProcessingException e) {
      throw damage(file, "%s", wording.incomplete(e));
    } catch (CharConversionException e) {
      throw damage(file, "not UTF-8 text (%s)", e.getMessage());
    }
  }

  /**
   * Refuses another schema.
   *
   * @throws BadFileException that says what to do, where that is certain
   */
  public void requireSchema(Object file, String found) throws BadFileException {
    if (!found.equals(schema)) {
      throw refusal(file, refusal(found), wording.remedyForOthers());
    }
  }

  /**
   * Why a file of another schema cannot be read. Within a version keys are only added; a version
   * that is newer may mean something else.
   */
  private String refusal(String found) {
    String refusal = Text.of("its schema is %s, this program reads %s", found, schema);
    Matcher theirs = VERSIONED.matcher(found);
    Matcher ours = VERSIONED.matcher(schema);
    boolean newer =
        theirs.matches()
            && ours.matches()
            && theirs.group(1).equals(ours.group(1))
            && Integer.parseInt(theirs.group(2)) > Integer.parseInt(ours.group(2));
    return newer ? refusal + "; a newer ann2snn made it: update this one" : refusal;
  }

  /**
   * What a tree stands for.
   *
   * @throws BadFileException if a value is of another kind, or the record refuses it: with an
   *     {@link IllegalArgumentException}, or with a {@link NullPointerException} that names the key
   */
  public T bind(Object file, JsonNode tree) throws BadFileException {
    try {
      return MAPPER.readerFor(type).withFeatures(features).readValue(tree);
    } catch (ValueInstantiationException e) {
      String reason = e.getCause().getMessage();
      boolean missing = e.getCause() instanceof NullPointerException;
      throw damage(file, missing ? "%s is missing" : "%s", reason);
    } catch (JsonMappingException e) {
      throw damage(file, "%s holds another kind of value than it should", path(e));
    } catch (IOException e) {
      throw new IllegalStateException("a tree cannot be read", e);
    }
  }

  /** A failure for a file of this kind that is damaged, its reason made as {@link Text#of} does. */
  @FormatMethod
  public BadFileException damage(Object file, String format, Object... args) {
    return refusal(file, Text.of(format, args), wording.remedy());
  }

  private static BadFileException refusal(Object file, String reason, String remedy) {
    return new BadFileException(file, "", remedy.isEmpty() ? reason : reason + "; " + remedy);
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private void requireFinite(Path file, String path, JsonNode node) throws BadFileException {
    if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
      throw damage(file, "%s is %s, expected a finite number", path, node.asText());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      requireFinite(file, path + "/" + field.getKey(), field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      requireFinite(file, path + "/" + i, node.get(i));
    }
  }
}
