package io.github.ann2snn.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.ann.record.TrainingRecord;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.document.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A run as the report shows it.
 *
 * @param name tells it from the other runs of the same report
 * @param results the whole document, also what this version of the program does not know; null if
 *     there is none
 * @param training the record of the training; null where none lies beside the results
 */
record ReportedRun(String name, JsonNode results, JsonNode training) {
  /** What {@code run} calls a model that it has trained. */
  private static final String MODEL = "model.zip";

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * Reads results files, and names each after its file.
   *
   * @throws BadFileException if one of them is damaged, or of another version
   */
  static List<ReportedRun> read(List<Path> files) throws IOException {
    List<String> names = names(files);
    List<ReportedRun> runs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Results.DOCUMENT.read(files.get(i)); // for its checks
      JsonNode results = MAPPER.readTree(files.get(i).toFile());
      Optional<TrainingRecord> training = training(files.get(i), results);
      runs.add(
          new ReportedRun(names.get(i), results, training.map(ReportedRun::tree).orElse(null)));
    }
    return runs;
  }

  /** How the model was trained that the results are of, if that lies beside them. */
  private static Optional<TrainingRecord> training(Path file, JsonNode results) throws IOException {
    String model = results.at("/provenance/model/sha256").asText();
    return model.isEmpty()
        ? Optional.empty()
        : TrainingRecord.of(file.resolveSibling(MODEL), model);
  }

  /** A training that nothing was made of yet. */
  static ReportedRun of(TrainingRecord record) {
    return new ReportedRun(record.dataset(), null, tree(record));
  }

  private static JsonNode tree(TrainingRecord record) {
    try {
      return MAPPER.readTree(JsonDocument.text(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is JSON", e);
    }
  }

  /** What the page draws: each run's name and results. */
  static JsonNode toJson(List<ReportedRun> runs) {
    return MAPPER.valueToTree(runs);
  }

  /**
   * Short names for results files that lie anywhere. One name per file, in order, all different:
   * the folder of a {@code results.json}, or the name of another file; with more folders before it,
   * or with a number, where names would be equal.
   */
  private static List<String> names(List<Path> files) {
    List<List<String>> parts = files.stream().map(ReportedRun::parts).toList();
    int[] lengths = new int[files.size()];
    Arrays.fill(lengths, 1);
    List<String> names = names(parts, lengths);
    while (extend(names, parts, lengths)) {
      names = names(parts, lengths);
    }
    return numbered(names);
  }

  /** The parts of a path that may stand in a name, outermost first. */
  private static List<String> parts(Path file) {
    List<String> parts = new ArrayList<>();
    file.toAbsolutePath().normalize().forEach(part -> parts.add(part.toString()));
    String last = parts.remove(parts.size() - 1);
    if (!last.equals("results.json") || parts.isEmpty()) {
      parts.add(last.replaceFirst("\\.json$", ""));
    }
    return parts;
  }

  private static List<String> names(List<List<String>> parts, int[] lengths) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<String> all = parts.get(i);
      names.add(String.join("/", all.subList(all.size() - lengths[i], all.size())));
    }
    return names;
  }

  /** Takes one more folder into each name that is not unique; false if there is none to take. */
  private static boolean extend(List<String> names, List<List<String>> parts, int[] lengths) {
    boolean extended = false;
    for (int i = 0; i < names.size(); i++) {
      if (Collections.frequency(names, names.get(i)) > 1 && lengths[i] < parts.get(i).size()) {
        lengths[i]++;
        extended = true;
      }
    }
    return extended;
  }

  /** What is still equal is the same file, given twice. */
  private static List<String> numbered(List<String> names) {
    List<String> different = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int n = 2; different.contains(candidate); n++) {
        candidate = name + " (" + n + ")";
      }
      different.add(candidate);
    }
    return different;
  }
}
