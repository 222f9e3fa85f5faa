package io.github.ann2snn.cli.inspect;

import io.github.ann2snn.ann.dl4j.Dl4jModel;
import io.github.ann2snn.ann.dl4j.Layout;
import io.github.ann2snn.ann.training.ModelProvenance;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.run.NetworkText;
import io.github.ann2snn.cli.shell.ExitCode;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.dynamics.unsupervised.CompetitiveNetwork;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.dynamics.unsupervised.LearningState;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.safetensors.SafetensorsFile;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.NirReader.NirFile;
import io.github.ann2snn.runtime.nir.graph.NirGraph;
import io.github.ann2snn.train.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Says what is in a file, whatever kind of file it is: a foreign one is named, with the command
 * that takes it.
 *
 * @param file to look into
 * @param json whether to say it as JSON
 * @param terminal hears notices, and knows how tables look
 * @param arraysAreModels whether it is known what layers a file of arrays is for
 * @param models reads a file that is a model
 */
record FileInspection(
    Path file, boolean json, Terminal terminal, boolean arraysAreModels, ModelReading models) {
  private static final Pattern MODELS = Pattern.compile(".*\\.(onnx|safetensors)");
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] HDF5 = "\u0089HDF".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * What is in the file.
   *
   * @throws IOException if it is missing, damaged, or of a kind that is not known; one of those
   *     that end with {@link ExitCode#BAD_FILE}
   */
  String describe() throws IOException {
    return switch (format()) {
      case MODEL -> model();
      case HDF5 -> hdf5();
      case JSON -> new DocumentInspection(file, json, terminal.style()).describe();
      case OTHER -> model(); // which says what it is, if it is none
    };
  }

  /** Reads a model. */
  @FunctionalInterface
  interface ModelReading {
    ModelArgument read(Path file) throws IOException;
  }

  /** How the file's content is written. */
  enum Format {
    MODEL,
    HDF5,
    JSON,
    OTHER
  }

  /**
   * What the first bytes say.
   *
   * @throws BadFileException if there is no such file
   */
  Format format() throws IOException {
    byte[] start = start();
    if (startsWith(start, ZIP) || MODELS.matcher(file.getFileName().toString()).matches()) {
      return Format.MODEL;
    }
    if (startsWith(start, HDF5)) {
      return Format.HDF5;
    }
    boolean brace = new String(start, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    return brace ? Format.JSON : Format.OTHER;
  }

  private byte[] start() throws IOException {
    BadFileException.when(!Files.isRegularFile(file), "%s: no such file", file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(64);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return Arrays.equals(bytes, 0, Math.min(magic.length, bytes.length), magic, 0, magic.length);
  }

  private String model() throws IOException {
    Optional<String> arrays = arraysAreModels ? Optional.empty() : arrays();
    if (arrays.isPresent()) {
      return text(
          new ForeignPart(
              arrays.get(),
              "ann2snn inspect " + file + " --architecture LAYERS reads it as a model"));
    }
    ModelArgument read;
    try {
      read = models.read(file);
    } catch (BadFileException e) {
      return unread(e);
    }
    ModelInspection model = new ModelInspection(read);
    return json ? model.json() : model.text();
  }

  /** A model of Deeplearning4j that is whole is described, even if it has other activations. */
  private String unread(BadFileException refusal) throws IOException {
    Layout layout;
    try {
      layout = Dl4jModel.layout(file, Optional.empty());
    } catch (BadFileException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    if (json) {
      return JsonDocument.text(
          new UnreadPart(
              Dl4jModel.FORMAT,
              String.valueOf(layout.architecture()),
              refusal.getMessage(),
              ModelFile.provenance(file).orElse(null)));
    }
    return Text.of(
            "dl4j model: %s%nwhich cannot run here: %s%n",
            layout.architecture(), refusal.getMessage())
        + ModelFile.provenance(file).map(JsonDocument::text).orElse("");
  }

  private record UnreadPart(
      String format, String architecture, String refusal, ModelProvenance provenance) {}

  /**
   * What arrays there are in a file that holds nothing else, and so does not tell its layers.
   *
   * @throws BadFileException if they are tensors that are damaged
   */
  Optional<String> arrays() throws IOException {
    if (SafetensorsFile.isOne(file)) {
      SafetensorsFile.open(file).close();
      return Optional.of("safetensors, such as PyTorch's weights");
    }
    Set<String> entries = entries();
    return !entries.isEmpty() && entries.stream().allMatch(name -> name.endsWith(".npy"))
        ? Optional.of("NumPy arrays, such as PyTorch's weights")
        : Optional.empty();
  }

  /** Names of the entries; none, if it is no complete zip file, which the model reader explains. */
  private Set<String> entries() {
    try (ZipFile zip = ForeignZip.open(file)) {
      return ForeignZip.entries(zip).stream().map(ZipEntry::getName).collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private String hdf5() throws IOException {
    try {
      NirFile network = NirReader.read(file);
      network.notes().forEach(note -> terminal.say("%s: %s", file, note));
      return NetworkText.of(network.network(), json);
    } catch (BadFileException e) {
      return notSimulated(e);
    }
  }

  /** A graph that is whole is listed, even if it cannot be simulated. */
  private String notSimulated(BadFileException refusal) throws IOException {
    Set<String> groups = groups(refusal);
    if (groups.contains(LearningFile.ADAPTIVE_THRESHOLDS)) {
      return describe(LearningFile.read(file));
    }
    if (isKeras(groups)) {
      return model();
    }
    NirGraph graph;
    try {
      graph = NirGraph.read(file);
    } catch (BadFileException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    GraphInspection listed = new GraphInspection(graph, refusal.getMessage());
    return json ? listed.json() : listed.text();
  }

  /** Whether it is an HDF5 file that is no network's, but a model of Keras. */
  boolean isKeras(BadFileException refusal) throws IOException {
    return isKeras(groups(refusal));
  }

  private static boolean isKeras(Set<String> groups) {
    return groups.contains("model_weights")
        || groups.contains("_layer_checkpoint_dependencies")
        || (groups.contains("layers") && groups.contains("vars"));
  }

  private Set<String> groups(BadFileException refusal) throws IOException {
    try {
      return Set.copyOf(Hdf5File.read(file, "a network file", root -> root.names()));
    } catch (BadFileException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private String text(ForeignPart foreign) {
    return json ? JsonDocument.text(foreign) : Text.of("%s: %s%n", foreign.kind, foreign.command);
  }

  /**
   * A file of another program.
   *
   * @param kind in words
   * @param command that takes it
   */
  record ForeignPart(String kind, String command) {}

  /** What is in the file of a network that learned by STDP. */
  private String describe(LearningState state) {
    CompetitiveNetwork network = state.network();
    int classes = state.classes().classes();
    Map<String, String> facts = new TreeMap<>(state.facts());
    if (json) {
      return JsonDocument.text(
          new LearnedPart(
              LearningFile.FORMAT,
              network.inputs(),
              network.neurons(),
              classes,
              state.presented(),
              facts));
    }
    Formatter text = new Formatter(Locale.ROOT);
    text.format(
        "A network that learned by STDP: %,d inputs, %,d neurons, %,d samples learned, %d classes.%n",
        network.inputs(), network.neurons(), state.presented(), classes);
    facts.forEach((key, value) -> text.format("  %-20s%s%n", key, value));
    return text.format("ann2snn stdp evaluate classifies with it.%n").toString();
  }

  private record LearnedPart(
      String format,
      int inputs,
      int neurons,
      int classes,
      long presented,
      Map<String, String> facts) {}
}
