package io.github.ann2snn.convert.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.files.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes {@code tuning.json}.
 *
 * @param path where it lies
 */
public record TuningFile(Path path) {
  private static final String REMEDY = "; name another folder with --out, or delete the file";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  /** The document as indented JSON. */
  public static String toJson(TuningDocument document) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the document, whole or not at all. */
  public void write(TuningDocument document) throws IOException {
    AtomicFile.write(path, temporary -> Files.writeString(temporary, toJson(document)));
  }

  /**
   * Reads the document of an earlier run, whatever that was asked for; empty if there is none.
   *
   * @throws BadFileException as {@link #read}
   */
  public Optional<TuningDocument> find() throws IOException {
    return Files.exists(path) ? Optional.of(read()) : Optional.empty();
  }

  private void requireNumbers(TuningDocument document) throws BadFileException {
    for (int i = 0; i < document.trials().size(); i++) {
      if (number(document, i) != i + 1) {
        throw damaged(Text.of("trial %d stands where %d should", number(document, i), i + 1));
      }
    }
  }

  private static int number(TuningDocument document, int index) {
    return document.trials().get(index).number();
  }

  /**
   * Reads the document, whatever was asked for.
   *
   * @throws BadFileException if the file is damaged or of another version; keys that this version
   *     does not know are ignored
   */
  public TuningDocument read() throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(path.toFile());
      String schema = tree.path("schema").asText("none");
      if (!schema.equals(TuningDocument.SCHEMA)) {
        throw new BadFileException(
            path + ": " + Schema.refusal(schema, TuningDocument.SCHEMA) + REMEDY);
      }
      for (String key : List.of("settings", "heldOut", "trials")) {
        if (!tree.hasNonNull(key)) {
          throw damaged(key + " is missing");
        }
      }
      TuningDocument document = MAPPER.treeToValue(tree, TuningDocument.class);
      requireNumbers(document);
      return document;
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw damaged(Text.of("%s, line %d", e.getOriginalMessage(), line));
    } catch (CharConversionException e) {
      throw damaged("not UTF-8 text, " + e.getMessage());
    }
  }

  /**
   * Makes sure that an earlier run was asked for the same.
   *
   * @throws BadFileException if it was not
   */
  public void requireSame(TuningDocument document, TuningSettings asked) throws BadFileException {
    String difference = document.settings().difference(asked);
    if (difference.isEmpty() && document.allDone()) {
      int before = document.settings().budget();
      difference =
          before == asked.budget()
              ? ""
              : Text.of(
                  "it is finished with a budget of %d, but %d was asked for, and the test samples have been seen",
                  before, asked.budget());
    }
    if (difference.isEmpty() && document.trials().size() > asked.budget()) {
      difference =
          Text.of(
              "it has %d trials already, but a budget of %d was asked for",
              document.trials().size(), asked.budget());
    }
    if (!difference.isEmpty()) {
      throw new BadFileException(path + ": cannot continue: " + difference + REMEDY);
    }
  }

  /**
   * Makes sure that a search would have made these trials.
   *
   * @throws BadFileException if it would not
   */
  public void requireTrialsOf(Search search, List<Trial> trials) throws BadFileException {
    for (int i = 0; i < trials.size(); i++) {
      Optional<Setting> expected = search.next(trials.subList(0, i));
      if (!expected.equals(Optional.of(trials.get(i).setting()))) {
        throw damaged(
            Text.of(
                "trial %d is of %s, but the search would have tried %s",
                i + 1, trials.get(i).setting(), expected.map(Setting::toString).orElse("nothing")));
      }
    }
  }

  /**
   * Makes sure that the samples are those of the file.
   *
   * @throws BadFileException if they are not
   */
  public void requireSamples(TuningDocument document, TuningDocument.HeldOutPart now)
      throws BadFileException {
    if (!document.heldOut().equals(now)) {
      throw new BadFileException(
          path
              + ": cannot continue: its trials were made on "
              + document.heldOut()
              + ", now it would be "
              + now
              + REMEDY);
    }
  }

  private BadFileException damaged(String reason) {
    return new BadFileException(path + ": not a complete tuning file (" + reason + ")" + REMEDY);
  }
}
