package io.github.ann2snn.report.energy;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.Fields;
import io.github.ann2snn.files.json.ListFile;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.energy.EnergyProfile.AnnSilicon;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices;
import io.github.ann2snn.runtime.energy.EnergyProfile.MemoryPrices.ArrayPrice;
import io.github.ann2snn.runtime.energy.EnergyProfile.SignedSpikes;
import io.github.ann2snn.runtime.network.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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

  private static final ListFile<EnergyProfile> FILE =
      new ListFile<>(
          SCHEMA, "profiles", "energy profile", ProfileReader::read, EnergyProfile::name);

  private ProfileFile() {}

  /**
   * Reads a file.
   *
   * @throws BadFileException if it is not one, saying where and what is allowed
   */
  public static List<EnergyProfile> read(Path file) throws IOException {
    return read(file, new HashSet<>());
  }

  /** Likewise; each name is added to those that are taken. */
  static List<EnergyProfile> read(Path file, Set<String> taken) throws IOException {
    return FILE.read(file, taken);
  }

  static List<EnergyProfile> read(String name, InputStream in, Set<String> taken)
      throws IOException {
    return FILE.read(name, in, taken);
  }

  /** Reads one profile. */
  private static final class ProfileReader {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";
    private static final Set<String> KEYS =
        Set.of(
            "name",
            "title",
            "source",
            "arithmetics",
            "prices",
            "ann",
            "memory",
            "timePerStep",
            "signedSpikes",
            "chip");
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
        throw BadFileException.of(
            "%s: the name %s is not allowed; expected lower-case letters, digits, '.', '_' and '-', at most 40",
            unnamed.place(), name);
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
            fields.optional("ann", reader::ann),
            fields.optional("memory", ProfileReader::memory),
            fields.optional("timePerStep", ProfileReader::microseconds),
            fields.optional("signedSpikes", ProfileReader::signedSpikes),
            fields.has("chip")
                ? Optional.of(fields.text("chip", "the name of a chip"))
                : Optional.empty());
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
                        BadFileException.of(
                            "%s arithmetics has \"%s\"; allowed: %s",
                            fields.place(), name, Arrays.toString(Arithmetic.values()))));
      }
      return arithmetics;
    }

    private AnnSilicon ann(Fields ann) throws BadFileException {
      ann.allow(Set.of("bits", "mac", "widths"));
      return new AnnSilicon(
          (int) ann.whole("bits", 1),
          prices.read(ann.object("mac")),
          ann.has("widths") ? ann.list("widths", ProfileReader::width) : List.of());
    }

    private static AnnSilicon.Width width(Fields width) throws BadFileException {
      width.allow(Set.of("bits", "multiply", "add"));
      return new AnnSilicon.Width(
          (int) width.whole("bits", 1),
          PriceList.number(width.object("multiply")),
          PriceList.number(width.object("add")));
    }

    private static MemoryPrices memory(Fields memory) throws BadFileException {
      memory.allow(Set.of("wordBits", "source", "arrays"));
      List<ArrayPrice> arrays =
          memory.list(
              "arrays",
              array -> {
                array.allow(Set.of("bytes", "access"));
                return new ArrayPrice(
                    array.whole("bytes", 1), PriceList.number(array.object("access")));
              });
      return new MemoryPrices((int) memory.whole("wordBits", 1), arrays);
    }

    private static SignedSpikes signedSpikes(Fields signed) throws BadFileException {
      signed.allow(Set.of("has", "source"));
      return new SignedSpikes(signed.flag("has"), signed.text("source", "who says so"));
    }

    private static double microseconds(Fields time) throws BadFileException {
      time.allow(Set.of("value", "unit", "source"));
      time.text("source", "where the number comes from");
      return time.number("value") * PriceList.unit(time, MICROSECONDS);
    }
  }
}
