package io.github.ann2snn.interop.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.numpy.NpyArray;
import io.github.ann2snn.files.numpy.NpzFile;
import io.github.ann2snn.interop.weights.PlainLayer.PlainArray;
import io.github.ann2snn.runtime.network.Arithmetic;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes the weights and neurons of a network, as they run, into a folder: {@code weights.npz} or
 * {@code weights.json}, and a {@code README.md} that says what is what.
 */
public final class WeightsExport {
  /** Value of the key {@code schema} of the JSON. */
  public static final String SCHEMA = "ann2snn.weights/1";

  private static final String TITLE = "# A spiking network's weights";

  private final SpikingNetwork network;
  private final List<PlainLayer> layers;

  /** Takes a network apart. */
  public WeightsExport(SpikingNetwork network) {
    this.network = network;
    this.layers =
        IntStream.range(0, network.populations().size())
            .mapToObj(p -> PlainLayer.of(network, p))
            .toList();
  }

  /** The file that says what the arrays are. */
  public static SideFile readme(Path folder) {
    return new SideFile(folder.resolve("README.md"), TITLE);
  }

  /**
   * Writes {@code weights.npz}, whose arrays are named {@code layer.array}.
   *
   * @return the files
   * @throws IOException if one cannot be written
   */
  public List<Path> numpy(Path folder) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (PlainLayer layer : layers) {
      for (PlainArray array : layer.arrays()) {
        arrays.put(layer.layer().name() + "." + array.name(), array.values());
      }
    }
    Path file = replacing(folder, "weights.npz");
    NpzFile.write(file, arrays);
    return List.of(file, readme(folder, file));
  }

  /**
   * Writes {@code weights.json}: arrays as a shape and all values, row-major.
   *
   * @return the files
   * @throws IOException if one cannot be written
   */
  public List<Path> json(Path folder) throws IOException {
    Path file = replacing(folder, "weights.json");
    JsonMapper mapper = new JsonMapper();
    ObjectNode document = document(mapper);
    AtomicFile.write(file, temporary -> mapper.writeValue(temporary.toFile(), document));
    return List.of(file, readme(folder, file));
  }

  private ObjectNode document(JsonMapper mapper) {
    ObjectNode document =
        mapper
            .createObjectNode()
            .put("schema", SCHEMA)
            .putPOJO("inputShape", network.inputShape())
            .put("timestepSeconds", network.timestep())
            .put("arithmetic", network.arithmetic().toString())
            .put("timesteps", network.defaults().timesteps())
            .put("coding", network.defaults().coding().toString())
            .put("readout", network.defaults().readout().toString())
            .put("readoutStart", network.defaults().readoutStart());
    ArrayNode entries = document.putArray("layers");
    for (PlainLayer layer : layers) {
      ObjectNode entry = entries.addObject();
      entry.put("name", layer.layer().name()).put("dynamics", layer.dynamics());
      ObjectNode arrays = entry.putObject("arrays");
      for (PlainArray array : layer.arrays()) {
        arrays
            .putObject(array.name())
            .put("meaning", array.meaning())
            .putPOJO("shape", array.values().shape())
            .putPOJO("values", array.values().values());
      }
    }
    return document;
  }

  /** The README of other weights goes before they do. */
  private static Path replacing(Path folder, String name) throws IOException {
    readme(folder).requireOurs();
    readme(folder).delete();
    return folder.resolve(name);
  }

  private Path readme(Path folder, Path file) throws IOException {
    SideFile readme = readme(folder);
    String text = WeightsReadme.of(network, layers, file.getFileName().toString());
    readme.write(temporary -> Files.writeString(temporary, text));
    return readme.path();
  }

  /** Says what the arrays of an export are, and what a program has to do with them. */
  private static final class WeightsReadme {
    private static final String INTEGERS =
        Text.of(
            """


        All numbers are integers. Pixels enter as `q = round(256 x)`, and their current is
        `floor((weight * q + 128) / 256)`; potentials stay within -%d ... %d.""",
            Arithmetic.POTENTIAL_LIMIT, Arithmetic.POTENTIAL_LIMIT);

    private WeightsReadme() {}

    /** The name of some weights. */
    private static String weight(PlainLayer layer) {
      return layer.arrays().stream()
          .map(PlainArray::name)
          .filter(name -> name.endsWith("weight"))
          .findFirst()
          .orElseThrow();
    }

    static String of(SpikingNetwork network, List<PlainLayer> layers, String file) {
      StringBuilder text = new StringBuilder(TITLE);
      text.append(
          Text.of(
              """


          `%s` has the numbers of a spiking network of %d layers as they run: normalised, batch
          normalisation folded in. Arrays are float32, row-major; %s

          Input: %s, pixels in [0, 1], channels first. Meant to run %d steps with %s coding and %s
          readout from step %d on, in %s.

          At every step, layer by layer (a spike reaches the layers behind in the same step):

          1. `I = bias + weight * spikes of the layer before`, or of the layer that `sources` tells. Where
             several projections lead to a layer, their currents add up: names begin with `projection0_`,
             `projection1_` and so on, in the order of `sources`. What comes from the input is, with
             `current` coding, the pixel values themselves, at every step. Where there is a
             `recurrent_weight`, `recurrent_bias + recurrent_weight * the layer's own spikes of the step
             before` is added;
          2. the neurons integrate, fire and reset as said below; `v` starts at `initial_potential`.

          With `membrane` readout the last layer only integrates, and the class is the largest `v`; with
          `spikes` it is the largest number of spikes. What either was before the step from
          which on readout counts is subtracted.%s
          """,
              file,
              layers.size(),
              file.endsWith(".npz")
                  ? Text.of(
                      "names are `layer.array`: `numpy.load(\"%s\")[\"%s.%s\"]`.",
                      file, layers.get(0).layer().name(), weight(layers.get(0)))
                  : "each has a `shape` and its `values`.",
              network.inputShape(),
              network.defaults().timesteps(),
              network.defaults().coding(),
              network.defaults().readout(),
              network.defaults().readoutStart(),
              network.arithmetic(),
              network.arithmetic().isInteger() ? INTEGERS : ""));
      for (PlainLayer layer : layers) {
        text.append(
            Text.of(
                "%n## %s%n%nFrom %s. `%s`%n%n",
                layer.layer().name(), String.join(" and ", layer.sources()), layer.dynamics()));
        text.append("| array | shape | meaning |\n|---|---|---|\n");
        for (PlainArray array : layer.arrays()) {
          text.append(
              Text.of(
                  "| `%s` | %s | %s |%n", array.name(), array.values().shape(), array.meaning()));
        }
      }
      return text.toString();
    }
  }
}
