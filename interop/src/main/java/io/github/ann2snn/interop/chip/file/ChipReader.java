package io.github.ann2snn.interop.chip.file;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.Fields;
import io.github.ann2snn.interop.chip.Chip;
import io.github.ann2snn.interop.chip.Chip.Ability;
import io.github.ann2snn.interop.chip.Chip.Quantity;
import io.github.ann2snn.interop.chip.ChipCore;
import io.github.ann2snn.interop.chip.LayerCore;
import io.github.ann2snn.interop.chip.LayerCore.Choice;
import io.github.ann2snn.interop.chip.LayerCore.Group;
import io.github.ann2snn.interop.chip.Mesh;
import io.github.ann2snn.interop.chip.NeuronCore;
import io.github.ann2snn.interop.chip.NeuronCore.Memory;
import io.github.ann2snn.runtime.neuron.Firing.Reset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one chip. */
record ChipReader(Fields fields) {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";
  private static final Set<String> MODELS = Set.of("if", "lif", "cuba-lif");
  private static final Set<String> HOLDS = Set.of("synapses", "neurons", "both");
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "title",
          "source",
          "untold",
          "cores",
          "chips",
          "neuronCore",
          "layerCore",
          "weightBits",
          "stateBits",
          "delay",
          "resets",
          "models",
          "signedSpikes",
          "maxPooling",
          "multicast",
          "mesh");

  static Chip read(Fields unnamed) throws BadFileException {
    String name = unnamed.text("name", "a name such as my-chip");
    if (!name.matches(NAME)) {
      throw BadFileException.of(
          "%s: the name %s is not allowed; expected lower-case letters, digits, '.', '_' and '-', at most 40",
          unnamed.place(), name);
    }
    Fields fields = unnamed.at(unnamed.place() + " (" + name + "):");
    fields.allow(KEYS);
    try {
      return new ChipReader(fields).chip(name);
    } catch (IllegalArgumentException e) {
      throw new BadFileException(fields.place() + " " + e.getMessage());
    }
  }

  private Chip chip(String name) throws BadFileException {
    return new Chip(
        name,
        fields.text("title", "a line that says what it is"),
        fields.text("source", "where its numbers come from"),
        fields.texts("untold"),
        required(fields, "cores", "cores"),
        quantity(fields, "chips", "chips"),
        core(),
        quantity(fields, "weightBits", "bits"),
        quantity(fields, "stateBits", "bits"),
        quantity(fields, "delay", "steps"),
        resets(),
        models(),
        ability(fields, "signedSpikes"),
        ability(fields, "maxPooling"),
        ability(fields, "multicast"),
        fields.optional("mesh", ChipReader::mesh));
  }

  private ChipCore core() throws BadFileException {
    if (fields.has("neuronCore") == fields.has("layerCore")) {
      throw BadFileException.of(
          "%s expected either \"neuronCore\", for cores that hold some neurons each, or"
              + " \"layerCore\", for cores that hold a layer each",
          fields.place());
    }
    return fields.has("neuronCore")
        ? neuronCore(fields.object("neuronCore"))
        : layerCore(fields.object("layerCore"));
  }

  private static NeuronCore neuronCore(Fields core) throws BadFileException {
    core.allow(
        Set.of("neurons", "inputAxons", "outputAxons", "axonTypes", "memories", "sharedWeights"));
    return new NeuronCore(
        quantity(core, "neurons", "neurons"),
        quantity(core, "inputAxons", "axons"),
        quantity(core, "outputAxons", "axons"),
        quantity(core, "axonTypes", "types"),
        core.has("memories") ? core.list("memories", ChipReader::memory) : List.of(),
        ability(core, "sharedWeights"));
  }

  private static Memory memory(Fields memory) throws BadFileException {
    memory.allow(
        Set.of(
            "name", "per", "holds", "size", "word", "header", "headerEvery", "synapse", "neuron"));
    String per = oneOf(memory, "per", Set.of("core", "chip"));
    String holds = oneOf(memory, "holds", HOLDS);
    return new Memory(
        memory.text("name", "a name such as synapses"),
        per.equals("chip"),
        !holds.equals("neurons"),
        required(memory, "size", "bytes"),
        quantity(memory, "word", "bits"),
        quantity(memory, "header", "bits"),
        quantity(memory, "headerEvery", "synapses"),
        quantity(memory, "synapse", "bits"),
        quantity(memory, "neuron", "bits"));
  }

  private static String oneOf(Fields fields, String key, Set<String> allowed)
      throws BadFileException {
    String expected = "one of " + String.join(", ", allowed.stream().sorted().toList());
    String text = fields.text(key, expected);
    if (!allowed.contains(text)) {
      throw BadFileException.of(
          "%s: \"%s\" is \"%s\"; expected %s", fields.place(), key, text, expected);
    }
    return text;
  }

  private static LayerCore layerCore(Fields core) throws BadFileException {
    core.allow(
        Set.of(
            "groups",
            "biases",
            "kernel",
            "strides",
            "padding",
            "poolings",
            "channels",
            "inputMap",
            "outputMap",
            "destinations"));
    return new LayerCore(
        core.list("groups", ChipReader::group),
        quantity(core, "biases", "words"),
        quantity(core, "kernel", "taps"),
        core.optional("strides", ChipReader::choice),
        quantity(core, "padding", "positions"),
        core.optional("poolings", ChipReader::choice),
        quantity(core, "channels", "channels"),
        quantity(core, "inputMap", "positions"),
        quantity(core, "outputMap", "positions"),
        quantity(core, "destinations", "layers"));
  }

  private static Group group(Fields group) throws BadFileException {
    group.allow(Set.of("cores", "kernelMemory", "neuronMemory"));
    return new Group(
        required(group, "cores", "cores"),
        required(group, "kernelMemory", "words"),
        required(group, "neuronMemory", "words"));
  }

  private static Choice choice(Fields choice) throws BadFileException {
    choice.allow(Set.of("values", "unit", "source"));
    List<Long> values = choice.wholes("values", 1);
    return new Choice(values, unit(choice, "positions"), source(choice));
  }

  private static Mesh mesh(Fields mesh) throws BadFileException {
    mesh.allow(Set.of("columns", "rows", "tile"));
    return new Mesh(
        required(mesh, "columns", "tiles"),
        required(mesh, "rows", "tiles"),
        required(mesh, "tile", "cores"));
  }

  private Map<Reset, Quantity> resets() throws BadFileException {
    Map<Reset, Quantity> resets = new EnumMap<>(Reset.class);
    if (fields.has("resets")) {
      Fields named = fields.object("resets");
      named.allow(Set.of("zero", "subtract"));
      for (Reset reset : Reset.values()) {
        quantity(named, reset.toString(), "neurons").ifPresent(q -> resets.put(reset, q));
      }
    }
    return resets;
  }

  private Set<String> models() throws BadFileException {
    if (!fields.has("models")) {
      return Set.of();
    }
    Fields models = fields.object("models");
    models.allow(Set.of("values", "source"));
    source(models);
    List<String> values = models.texts("values");
    for (String value : values) {
      if (!MODELS.contains(value)) {
        throw BadFileException.of(
            "%s: unknown model \"%s\"; allowed: %s",
            models.place(), value, String.join(", ", MODELS.stream().sorted().toList()));
      }
    }
    return Set.copyOf(values);
  }

  private static Ability ability(Fields fields, String key) throws BadFileException {
    return fields.optional(key, ChipReader::ability).orElse(Ability.UNTOLD);
  }

  private static Ability ability(Fields ability) throws BadFileException {
    ability.allow(Set.of("has", "source"));
    return new Ability(ability.flag("has"), source(ability));
  }

  private static Optional<Quantity> quantity(Fields fields, String key, String unit)
      throws BadFileException {
    return fields.optional(key, object -> quantity(object, unit));
  }

  private static Quantity required(Fields fields, String key, String unit) throws BadFileException {
    return quantity(fields.object(key), unit);
  }

  private static Quantity quantity(Fields quantity, String unit) throws BadFileException {
    quantity.allow(Set.of("value", "unit", "source"));
    return new Quantity(quantity.whole("value", 1), unit(quantity, unit), source(quantity));
  }

  /** Each number has a unit of its own, so that nobody takes bits for bytes. */
  private static String unit(Fields fields, String expected) throws BadFileException {
    String unit = fields.text("unit", '"' + expected + '"');
    if (!unit.equals(expected)) {
      throw BadFileException.of(
          "%s: the unit is \"%s\"; expected \"%s\"", fields.place(), unit, expected);
    }
    return unit;
  }

  private static String source(Fields fields) throws BadFileException {
    return fields.text("source", "where it comes from");
  }
}
