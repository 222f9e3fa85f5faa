package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.ann2snn.report.document.ResultsFile;
import io.github.ann2snn.report.document.ResultsFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as the report shows it.
 *
 * @param name tells it from the other runs of the same report
 * @param results the whole document, also what this version of the program does not know
 */
record ReportedRun(String name, JsonNode results) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * Reads results files, and names each after its file.
   *
   * @throws ResultsFileException if one of them is damaged, or of another version
   */
  static List<ReportedRun> read(List<Path> files) throws IOException {
    List<String> names = RunNames.of(files);
    List<ReportedRun> runs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      ResultsFile.read(files.get(i)); // for its checks
      runs.add(new ReportedRun(names.get(i), MAPPER.readTree(files.get(i).toFile())));
    }
    return runs;
  }

  /** What the page draws: each run's name and results. */
  static JsonNode toJson(List<ReportedRun> runs) {
    ArrayNode all = MAPPER.createArrayNode();
    for (ReportedRun run : runs) {
      all.addObject().put("name", run.name()).set("results", run.results());
    }
    return all;
  }
}
