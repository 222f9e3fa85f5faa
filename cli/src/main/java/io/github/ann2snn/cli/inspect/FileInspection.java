package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.cli.run.NetworkText;
import io.github.ann2snn.cli.shell.ExitCode;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.cli.shell.UnknownFileException;
import io.github.ann2snn.dynamics.unsupervised.LearningFile;
import io.github.ann2snn.files.ForeignZip;
import io.github.ann2snn.files.hdf5.Hdf5Exception;
import io.github.ann2snn.files.hdf5.Hdf5File;
import io.github.ann2snn.runtime.nir.NirFile;
import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.nir.graph.NetworkFileException;
import io.github.ann2snn.runtime.nir.graph.NirGraph;
import io.github.ann2snn.train.model.Model;
import io.github.ann2snn.train.model.ModelFile;
import io.github.ann2snn.train.model.ModelProvenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
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
 */
record FileInspection(Path file, boolean json, Terminal terminal) {
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] HDF5 = "\u0089HDF".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * What is in the file.
   *
   * @throws IOException if it is missing, damaged, or of a kind that is not known; one of those
   *     that end with {@link ExitCode#BAD_FILE}
   */
  String describe() throws IOException {
    byte[] start = start();
    if (startsWith(start, ZIP)) {
      return zip();
    }
    if (startsWith(start, HDF5)) {
      return hdf5();
    }
    if (new String(start, StandardCharsets.UTF_8).stripLeading().startsWith("{")) {
      return new DocumentInspection(file, json, terminal.style()).describe();
    }
    throw new UnknownFileException(
        file + ": neither a model (zip), a network (HDF5) nor a results file (JSON)");
  }

  private byte[] start() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnknownFileException(file + ": no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(64);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return Arrays.equals(bytes, 0, Math.min(magic.length, bytes.length), magic, 0, magic.length);
  }

  private String zip() throws IOException {
    Set<String> entries = entries();
    if (entries.contains("model.weights.h5") && entries.contains("config.json")) {
      return foreign("a Keras 3 model", "ann2snn import keras " + file);
    }
    if (!entries.isEmpty() && entries.stream().allMatch(name -> name.endsWith(".npy"))) {
      return foreign("NumPy arrays, such as PyTorch's weights", "ann2snn import torch-npz " + file);
    }
    Model model = ModelFile.load(file);
    String provenance = model.provenance().map(ModelProvenance::toJson).orElse("{}\n");
    return json ? provenance : model.summary().strip() + "\n" + provenance;
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
      network.notes().forEach(note -> terminal.say(file + ": " + note));
      return NetworkText.of(network.network(), json);
    } catch (NetworkFileException e) {
      return notSimulated(e);
    }
  }

  /** A graph that is whole is listed, even if it cannot be simulated. */
  private String notSimulated(NetworkFileException refusal) throws IOException {
    Set<String> groups = groups(refusal);
    if (groups.contains(LearningFile.ADAPTIVE_THRESHOLDS)) {
      return LearnedText.of(LearningFile.read(file), json);
    }
    if (groups.contains("model_weights")) {
      return foreign("a Keras model", "ann2snn import keras " + file);
    }
    if (groups.contains("_layer_checkpoint_dependencies")
        || (groups.contains("layers") && groups.contains("vars"))) {
      throw new UnknownFileException(
          file + ": only the weights of a Keras model; name the whole model, a .keras or .h5 file");
    }
    NirGraph graph;
    try {
      graph = NirGraph.read(file);
    } catch (NetworkFileException e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
    return GraphText.of(graph, refusal.getMessage(), json);
  }

  private Set<String> groups(NetworkFileException refusal) throws IOException {
    try {
      return Set.copyOf(Hdf5File.read(file, "a network file", root -> root.names()));
    } catch (Hdf5Exception e) {
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private String foreign(String kind, String command) {
    if (!json) {
      return "%s, to be imported: %s%n".formatted(kind, command);
    }
    ObjectNode facts = new JsonMapper().createObjectNode();
    return facts.put("kind", kind).put("command", command).toPrettyString() + "\n";
  }
}
