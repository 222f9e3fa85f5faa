package io.github.ann2snn.report.energy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Schema;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.energy.EnergyProfile.AnnSilicon;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices.ArrayPrice;
import io.github.ann2snn.runtime.network.Arithmetic;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @throws BadFileException if it is not one, saying where and what is allowed
   */
  public static List<EnergyProfile> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(file + ": no such file; name a file of energy profiles");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  static List<EnergyProfile> read(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new BadFileException(
          Text.of("%s: larger than %,d bytes, so it is no file of energy profiles", name, LARGEST));
    }
    JsonNode parsed = parse(name, bytes);
    if (parsed.isMissingNode()) {
      throw new BadFileException(name + ": not complete JSON at line 1, it is empty");
    }
    Fields root = Fields.of(name, parsed);
    String schema = root.text("schema", '"' + SCHEMA + '"');
    if (!schema.equals(SCHEMA)) {
      throw new BadFileException(name + ": " + Schema.refusal(schema, SCHEMA));
    }
    root.allow(Set.of("schema", "profiles"));
    List<EnergyProfile> profiles = new ArrayList<>();
    for (Fields profile : root.at(name + ":").objects("profiles")) {
      profiles.add(ProfileReader.read(profile));
    }
    if (profiles.isEmpty()) {
      throw new BadFileException(name + ": profiles is empty; expected at least one");
    }
    requireDistinct(name, profiles, Set.of());
    return profiles;
  }

  /** Refuses a name that is there already. */
  static void requireDistinct(String file, List<EnergyProfile> profiles, Set<String> taken)
      throws BadFileException {
    Set<String> names = new HashSet<>(taken);
    for (EnergyProfile profile : profiles) {
      if (!names.add(profile.name())) {
        throw new BadFileException(
            Text.of(
                "%s: the name %s is taken by another profile; give each a name of its own",
                file, profile.name()));
      }
    }
  }

  private static JsonNode parse(String name, byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new BadFileException(
          Text.of(
              "%s: not complete JSON at line %d, column %d (%s)",
              name,
              e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
              e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
              e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (CharConversionException e) {
      throw new BadFileException(Text.of("%s: not UTF-8 text (%s)", name, e.getMessage()));
    }
  }

  /** Reads one profile. */
  private static final class ProfileReader {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";
    private static final Set<String> KEYS =
        Set.of("name", "title", "source", "arithmetics", "prices", "ann", "memory", "timePerStep");
    private static final Map<String, Double> MICROSECONDS =
        Map.of("ns", 1e-3, "us", 1.0, "ms", 1e3);

    private final Fields fields;
    private final PriceList prices;

    private ProfileReader(Fields fields) throws BadFileException {
      this.fields = fields;
      this.prices = new PriceList(fields.object("prices"));
    }

    static EnergyProfile read(Fields unnamed) throws BadFileException {
      String name = unnamed.text("name", "a name such as my-chip");
      if (!name.matches(NAME)) {
        throw new BadFileException(
            Text.of(
                "%s: the name %s is not allowed; expected lower-case letters, digits, '.', '_' and '-', at most 40",
                unnamed.place(), name));
      }
      Fields fields = unnamed.at(unnamed.place() + " (" + name + "):");
      fields.allow(KEYS);
      ProfileReader reader = new ProfileReader(fields);
      try {
        return new EnergyProfile(
            name,
            fields.text("title", "a line that says what it is and leaves out"),
            fields.text("source", "where its numbers come from"),
            reader.arithmetics(),
            reader.prices.all(),
            reader.ann(),
            reader.memory(),
            reader.stepMicroseconds());
      } catch (IllegalArgumentException e) {
        throw new BadFileException(fields.place() + " " + e.getMessage());
      }
    }

    private Set<Arithmetic> arithmetics() throws BadFileException {
      Set<Arithmetic> arithmetics = EnumSet.noneOf(Arithmetic.class);
      for (String name : fields.texts("arithmetics")) {
        arithmetics.add(
            Arrays.stream(Arithmetic.values())
                .filter(arithmetic -> arithmetic.toString().equals(name))
                .findFirst()
                .orElseThrow(
                    () ->
                        new BadFileException(
                            Text.of(
                                "%s arithmetics has \"%s\"; allowed: %s",
                                fields.place(), name, Arrays.toString(Arithmetic.values())))));
      }
      return arithmetics;
    }

    private Optional<AnnSilicon> ann() throws BadFileException {
      Optional<Fields> ann = fields.optionalObject("ann");
      if (ann.isEmpty()) {
        return Optional.empty();
      }
      ann.get().allow(Set.of("bits", "mac", "widths"));
      List<AnnSilicon.Width> widths = new ArrayList<>();
      if (ann.get().has("widths")) {
        for (Fields width : ann.get().objects("widths")) {
          width.allow(Set.of("bits", "multiply", "add"));
          widths.add(
              new AnnSilicon.Width(
                  (int) width.whole("bits", 1),
                  PriceList.number(width.object("multiply")),
                  PriceList.number(width.object("add"))));
        }
      }
      return Optional.of(
          new AnnSilicon(
              (int) ann.get().whole("bits", 1), prices.read(ann.get().object("mac")), widths));
    }

    private Optional<MemoryPrices> memory() throws BadFileException {
      Optional<Fields> memory = fields.optionalObject("memory");
      if (memory.isEmpty()) {
        return Optional.empty();
      }
      memory.get().allow(Set.of("wordBits", "source", "arrays"));
      List<ArrayPrice> arrays = new ArrayList<>();
      for (Fields array : memory.get().objects("arrays")) {
        array.allow(Set.of("bytes", "access"));
        arrays.add(
            new ArrayPrice(array.whole("bytes", 1), PriceList.number(array.object("access"))));
      }
      return Optional.of(new MemoryPrices((int) memory.get().whole("wordBits", 1), arrays));
    }

    private Optional<Double> stepMicroseconds() throws BadFileException {
      Optional<Fields> time = fields.optionalObject("timePerStep");
      if (time.isEmpty()) {
        return Optional.empty();
      }
      time.get().allow(Set.of("value", "unit", "source"));
      time.get().text("source", "where the number comes from");
      return Optional.of(time.get().number("value") * PriceList.unit(time.get(), MICROSECONDS));
    }
  }
}
