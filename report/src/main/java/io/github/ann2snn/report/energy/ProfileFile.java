package io.github.ann2snn.report.energy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a JSON file of energy profiles; {@code docs/energy.md} describes it. */
public final class ProfileFile {
  /** Version of the format. */
  public static final String SCHEMA = "ann2snn.energy-profiles/1";

  private static final int LARGEST = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ProfileFile() {}

  /**
   * Reads a file.
   *
   * @throws ProfileFileException if it is not one, saying where and what is allowed
   */
  public static List<EnergyProfile> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ProfileFileException(file + ": no such file; name a file of energy profiles");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  static List<EnergyProfile> read(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new ProfileFileException(
          "%s: larger than %,d bytes, so it is no file of energy profiles"
              .formatted(name, LARGEST));
    }
    JsonNode parsed = parse(name, bytes);
    if (parsed.isMissingNode()) {
      throw new ProfileFileException(name + ": not complete JSON at line 1, it is empty");
    }
    Fields root = Fields.of(name, parsed);
    String schema = root.text("schema", '"' + SCHEMA + '"');
    if (!schema.equals(SCHEMA)) {
      throw new ProfileFileException(name + ": " + Schema.refusal(schema, SCHEMA));
    }
    root.allow(Set.of("schema", "profiles"));
    List<EnergyProfile> profiles = new ArrayList<>();
    for (Fields profile : root.at(name + ":").objects("profiles")) {
      profiles.add(ProfileReader.read(profile));
    }
    if (profiles.isEmpty()) {
      throw new ProfileFileException(name + ": profiles is empty; expected at least one");
    }
    requireDistinct(name, profiles, Set.of());
    return profiles;
  }

  /** Refuses a name that is there already. */
  static void requireDistinct(String file, List<EnergyProfile> profiles, Set<String> taken)
      throws ProfileFileException {
    Set<String> names = new HashSet<>(taken);
    for (EnergyProfile profile : profiles) {
      if (!names.add(profile.name())) {
        throw new ProfileFileException(
            "%s: the name %s is taken by another profile; give each a name of its own"
                .formatted(file, profile.name()));
      }
    }
  }

  private static JsonNode parse(String name, byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ProfileFileException(
          "%s: not complete JSON at line %d, column %d (%s)"
              .formatted(
                  name,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (CharConversionException e) {
      throw new ProfileFileException("%s: not UTF-8 text (%s)".formatted(name, e.getMessage()));
    }
  }
}
