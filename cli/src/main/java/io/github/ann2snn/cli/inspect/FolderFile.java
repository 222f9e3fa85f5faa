package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.api.Conversion;
import io.github.ann2snn.cli.inspect.FileInspection.Format;
import io.github.ann2snn.cli.options.ModelArgument;
import io.github.ann2snn.cli.shell.Terminal;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.ContentDigest;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.files.json.JsonDocument.Wording;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.runtime.network.SpikingNetwork;
import io.github.ann2snn.runtime.nir.NirReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of a folder, in a line.
 *
 * @param name of the file
 * @param kind such as {@code model} or {@code network}; empty if ann2snn knows none
 * @param about what is in it, or why it cannot be used; may be empty
 * @param usable whether it is not damaged
 * @param sha256 of its bytes; empty of a file that nothing is made from
 * @param origins files that it says it was made from
 */
record FolderFile(
    String name, String kind, String about, boolean usable, String sha256, List<Origin> origins) {
  static final String MODEL = "model";
  static final String NETWORK = "network";

  private static final String SURROGATE = "surrogate";
  private static final JsonDocument<JsonNode> ANY =
      new JsonDocument<>(
          "", JsonNode.class, new Wording("not complete JSON ({reason})", "make it again", ""));

  /** Where documents of ours tell the digest of a file that they were made from. */
  private static final SortedMap<String, String> DIGESTS =
      new TreeMap<>(
          Map.of(
              "/provenance/model/sha256", MODEL,
              "/provenance/network/sha256", NETWORK,
              "/settings/modelSha256", MODEL,
              "/modelSha256", MODEL));

  /** Files that are told by their names. */
  private static final Map<Pattern, String> NAMES =
      Map.of(
          Pattern.compile(".*-ubyte(\\.gz)?"), "samples or labels (IDX)",
          Pattern.compile(".*\\.csv"), "table (CSV)",
          Pattern.compile("(.*\\.)?config\\.properties"), "options (--config)",
          Pattern.compile(".*\\.html?"), "page (HTML)",
          Pattern.compile(".*\\.py"), "program (Python)",
          Pattern.compile(".*\\.(png|jpe?g|bmp|gif)"), "picture");

  /**
   * A file that another one was made from.
   *
   * @param kind of file
   * @param sha256 of its bytes
   */
  record Origin(String kind, String sha256) {
    /** Whether another model in its place is no contradiction. */
    boolean standsIn() {
      return kind.equals(SURROGATE);
    }
  }

  /** What is known of a file before its digest is. */
  private record Told(Format format, String kind, String about, List<Origin> origins) {}

  /**
   * Looks into a file.
   *
   * @param terminal knows how tables look
   */
  static FolderFile of(Path file, Terminal terminal) {
    String name = file.getFileName().toString();
    try {
      Told told = told(file, name, terminal);
      String digest = told.format == Format.OTHER ? "" : ContentDigest.ofFile(file);
      return new FolderFile(name, told.kind, told.about, true, digest, told.origins);
    } catch (IOException e) {
      String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
      String about =
          reason.startsWith(file + ": ") ? reason.substring((file + ": ").length()) : reason;
      return new FolderFile(name, "", about, false, "", List.of());
    }
  }

  /** Whether there may be thousands like it, of which nothing more is known. */
  boolean isOneOfMany() {
    return usable && sha256.isEmpty();
  }

  private static Told told(Path file, String name, Terminal terminal) throws IOException {
    FileInspection inspection = new FileInspection(file, false, terminal, false, ModelArgument::of);
    return switch (inspection.format()) {
      case MODEL -> {
        Optional<String> arrays = inspection.arrays();
        yield arrays.isPresent()
            ? new Told(Format.MODEL, arrays.get(), "", List.of())
            : model(file, inspection);
      }
      case HDF5 -> hdf5(file, inspection);
      case JSON -> json(file, terminal);
      case OTHER ->
          only(
              NAMES.entrySet().stream()
                  .filter(entry -> entry.getKey().matcher(name).matches())
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(""));
    };
  }

  private static Told only(String kind) {
    return new Told(Format.OTHER, kind, "", List.of());
  }

  private static Told model(Path file, FileInspection inspection) throws IOException {
    ModelArgument model;
    try {
      model = ModelArgument.of(file);
    } catch (BadFileException e) {
      return new Told(Format.MODEL, MODEL, firstLine(inspection.describe()), List.of());
    }
    String trained =
        model
            .training()
            .map(
                training ->
                    Text.of(
                        ", trained on %s for %d epochs",
                        training.dataset(), training.epochsCompleted()))
            .orElse("");
    return new Told(Format.MODEL, MODEL, model.architecture() + trained, List.of());
  }

  private static Told hdf5(Path file, FileInspection inspection) throws IOException {
    SpikingNetwork network;
    try {
      network = NirReader.network(file);
    } catch (BadFileException e) {
      if (inspection.isKeras(e)) {
        return model(file, inspection);
      }
      return new Told(Format.HDF5, "HDF5", firstLine(inspection.describe()), List.of());
    }
    List<Origin> origins =
        Optional.ofNullable(network.provenance().get(Conversion.MODEL_SHA256))
            .map(sha256 -> List.of(new Origin(MODEL, sha256)))
            .orElse(List.of());
    String about =
        Text.of(
            "%d inputs, %d layers, %d steps with %s coding and %s readout",
            network.inputs(),
            network.populations().size(),
            network.defaults().timesteps(),
            network.defaults().coding(),
            network.defaults().readout());
    return new Told(Format.HDF5, NETWORK, about, origins);
  }

  private static Told json(Path file, Terminal terminal) throws IOException {
    String kind = JsonDocument.kind(file);
    if (!kind.startsWith("ann2snn.")) {
      return only("");
    }
    String about =
        switch (kind) {
          case "ann2snn.results" -> about(Results.DOCUMENT.read(file));
          case DocumentInspection.TUNING -> about(TuningDocument.DOCUMENT.read(file));
          case "ann2snn.model-provenance" -> "";
          case DocumentInspection.TRAINING -> about(TrainingRecord.DOCUMENT.read(file));
          default -> firstLine(new DocumentInspection(file, false, terminal.style()).describe());
        };
    return new Told(Format.JSON, kind.substring("ann2snn.".length()), about, origins(file));
  }

  private static String about(Results results) {
    return Text.of(
        "%s, accuracy %.2f %% after %d steps",
        results.dataset().name(), 100 * results.snn().accuracy(), results.snn().timesteps());
  }

  private static String about(TrainingRecord training) {
    return Text.of("%s, %d epochs", training.dataset(), training.epochs().size());
  }

  private static String about(TuningDocument tuning) {
    String outcome =
        tuning.choice() != null
            ? Text.of("trial %d chosen", tuning.choice().trial())
            : tuning.outcome() != null ? "nothing chosen" : "not ended";
    return Text.of(
        "%s, %s; %d trials, %s",
        tuning.settings().dataset(), tuning.settings().question(), tuning.trials().size(), outcome);
  }

  private static List<Origin> origins(Path file) throws IOException {
    JsonNode root = ANY.parse(file, Files.readAllBytes(file));
    List<Origin> origins = new ArrayList<>();
    DIGESTS.forEach(
        (pointer, kind) -> {
          if (root.at(pointer).isTextual()) {
            origins.add(new Origin(kind, root.at(pointer).asText()));
          }
        });
    String simulated = root.at("/heldOut/modelSha256").asText("");
    if (!simulated.isEmpty() && !simulated.equals(root.at("/settings/modelSha256").asText())) {
      origins.add(new Origin(SURROGATE, simulated));
    }
    return origins;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
