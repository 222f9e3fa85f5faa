package io.github.ann2snn.report.energy;

import io.github.ann2snn.runtime.energy.AnnSilicon;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.energy.MemoryPrices;
import io.github.ann2snn.runtime.energy.MemoryPrices.ArrayPrice;
import io.github.ann2snn.runtime.network.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one profile. */
final class ProfileReader {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";
  private static final Set<String> KEYS =
      Set.of("name", "title", "source", "arithmetics", "prices", "ann", "memory", "timePerStep");
  private static final Map<String, Double> MICROSECONDS = Map.of("ns", 1e-3, "us", 1.0, "ms", 1e3);

  private final Fields fields;
  private final PriceList prices;

  private ProfileReader(Fields fields) throws ProfileFileException {
    this.fields = fields;
    this.prices = new PriceList(fields.object("prices"));
  }

  static EnergyProfile read(Fields unnamed) throws ProfileFileException {
    String name = unnamed.text("name", "a name such as my-chip");
    if (!name.matches(NAME)) {
      throw new ProfileFileException(
          "%s: the name %s is not allowed; expected lower-case letters, digits, '.', '_' and '-', at most 40"
              .formatted(unnamed.place(), name));
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
      throw new ProfileFileException(fields.place() + " " + e.getMessage());
    }
  }

  private Set<Arithmetic> arithmetics() throws ProfileFileException {
    Set<Arithmetic> arithmetics = EnumSet.noneOf(Arithmetic.class);
    for (String name : fields.texts("arithmetics")) {
      arithmetics.add(
          Arrays.stream(Arithmetic.values())
              .filter(arithmetic -> arithmetic.toString().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ProfileFileException(
                          "%s arithmetics has \"%s\"; allowed: %s"
                              .formatted(
                                  fields.place(), name, Arrays.toString(Arithmetic.values())))));
    }
    return arithmetics;
  }

  private Optional<AnnSilicon> ann() throws ProfileFileException {
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

  private Optional<MemoryPrices> memory() throws ProfileFileException {
    Optional<Fields> memory = fields.optionalObject("memory");
    if (memory.isEmpty()) {
      return Optional.empty();
    }
    memory.get().allow(Set.of("wordBits", "source", "arrays"));
    List<ArrayPrice> arrays = new ArrayList<>();
    for (Fields array : memory.get().objects("arrays")) {
      array.allow(Set.of("bytes", "access"));
      arrays.add(new ArrayPrice(array.whole("bytes", 1), PriceList.number(array.object("access"))));
    }
    return Optional.of(new MemoryPrices((int) memory.get().whole("wordBits", 1), arrays));
  }

  private Optional<Double> stepMicroseconds() throws ProfileFileException {
    Optional<Fields> time = fields.optionalObject("timePerStep");
    if (time.isEmpty()) {
      return Optional.empty();
    }
    time.get().allow(Set.of("value", "unit", "source"));
    time.get().text("source", "where the number comes from");
    return Optional.of(time.get().number("value") * PriceList.unit(time.get(), MICROSECONDS));
  }
}
