package io.github.ann2snn.report.energy;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.Fields;
import io.github.ann2snn.runtime.energy.DeviceEvent;
import io.github.ann2snn.runtime.energy.EnergyProfile.Price;
import io.github.ann2snn.runtime.operations.Defined;
import io.github.ann2snn.runtime.operations.Defined.Countable;
import io.github.ann2snn.runtime.operations.Operation;
import io.github.ann2snn.runtime.operations.Operation.Primitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The prices of a profile. An item is priced by its own key, or else by that of the primitive that
 * it amounts to. A price is a number with its unit, the same as another one, or part of another one
 * and then 0.
 */
final class PriceList {
  private static final Map<String, Double> PICOJOULES = Map.of("pJ", 1.0, "nJ", 1000.0);
  private static final Set<String> PRICE = Set.of("value", "low", "high", "unit", "source");
  private static final Set<String> KEYS =
      Stream.of(Primitive.values(), Operation.values(), DeviceEvent.values())
          .flatMap(Arrays::stream)
          .map(Defined::key)
          .collect(Collectors.toUnmodifiableSet());

  private final Fields fields;

  PriceList(Fields fields) throws BadFileException {
    this.fields = fields;
    fields.allow(KEYS);
  }

  /** The price of every operation, and of the other events that the list has. */
  Map<Countable, Price> all() throws BadFileException {
    for (String key : fields.names()) {
      named(key, List.of());
    }
    Map<Countable, Price> prices = new LinkedHashMap<>();
    for (Operation operation : Operation.values()) {
      prices.put(operation, price(operation));
    }
    for (DeviceEvent event : DeviceEvent.values()) {
      if (fields.has(event.key())) {
        prices.put(event, named(event.key(), List.of()));
      }
    }
    return prices;
  }

  private Price price(Operation operation) throws BadFileException {
    String primitive = operation.primitive().key();
    if (!fields.has(operation.key()) && !fields.has(primitive)) {
      throw BadFileException.of(
          "%s: nothing says what %s costs; give \"%s\" or \"%s\"",
          fields.place(), operation.key(), operation.key(), primitive);
    }
    return named(fields.has(operation.key()) ? operation.key() : primitive, List.of());
  }

  private Price named(String key, List<String> referredBy) throws BadFileException {
    List<String> chain = new ArrayList<>(referredBy);
    chain.add(key);
    return read(fields.object(key), chain);
  }

  /** A price that stands elsewhere in the profile and may refer to this list. */
  Price read(Fields price) throws BadFileException {
    return read(price, List.of());
  }

  private Price read(Fields price, List<String> chain) throws BadFileException {
    if (price.has("sameAs")) {
      price.allow(Set.of("sameAs", "source"));
      return referred(price, "sameAs", chain);
    }
    if (price.has("includedIn")) {
      price.allow(Set.of("includedIn", "source"));
      referred(price, "includedIn", chain);
      return Price.of(0, "part of " + price.text("includedIn", "another item"));
    }
    return number(price);
  }

  private Price referred(Fields price, String how, List<String> chain) throws BadFileException {
    String other = price.text(how, "the name of another item");
    if (!fields.has(other) || chain.contains(other)) {
      throw BadFileException.of(
          "%s: \"%s\" names %s, which %s; name an item that has a value",
          price.place(),
          how,
          other,
          chain.contains(other) ? "refers back to it" : "has no price here");
    }
    return named(other, chain);
  }

  /** A number of picojoules or nanojoules with its source. */
  static Price number(Fields price) throws BadFileException {
    price.allow(PRICE);
    double unit = unit(price, PICOJOULES);
    double value = price.number("value");
    double low = price.has("low") ? price.number("low") : value;
    double high = price.has("high") ? price.number("high") : value;
    if (low > value || value > high) {
      throw BadFileException.of(
          "%s: %s lies outside its range %s to %s", price.place(), value, low, high);
    }
    String source = price.text("source", "where the number comes from");
    return new Price(value * unit, low * unit, high * unit, source);
  }

  /** The factor that a unit stands for. */
  static double unit(Fields fields, Map<String, Double> units) throws BadFileException {
    String allowed =
        units.keySet().stream().sorted().map(u -> '"' + u + '"').collect(Collectors.joining(", "));
    String unit = fields.text("unit", "one of " + allowed);
    if (!units.containsKey(unit)) {
      throw BadFileException.of(
          "%s: unknown unit \"%s\"; expected one of %s", fields.place(), unit, allowed);
    }
    return units.get(unit);
  }
}
