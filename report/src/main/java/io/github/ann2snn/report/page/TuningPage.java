package io.github.ann2snn.report.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.convert.tuning.Goal.Objective;
import io.github.ann2snn.convert.tuning.ParetoFront;
import io.github.ann2snn.convert.tuning.TuningDocument;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.BadFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tuning as a page to look at, drawn from its document alone. */
public final class TuningPage {
  private static final List<String> SCRIPTS =
      List.of(
          "scales",
          "tuning/tuning",
          "tuning/answer",
          "tuning/front",
          "tuning/trials",
          "tuning/page");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final ObjectNode data = MAPPER.createObjectNode();

  private TuningPage(Path file) throws IOException {
    TuningDocument tuning = TuningDocument.DOCUMENT.read(file);
    data.set("tuning", TuningDocument.DOCUMENT.tree(file));
    ArrayNode names = data.putArray("names");
    tuning.trials().forEach(trial -> names.add(trial.setting().toString()));
    ObjectNode fronts = data.putObject("fronts");
    for (Objective objective : Objective.values()) {
      fronts.set(
          objective.toString(),
          MAPPER.valueToTree(ParetoFront.ofAccuracy(tuning.trials(), objective)));
    }
    data.put("lowest", tuning.lowestOfInterest());
    data.set("chosen", MAPPER.valueToTree(tuning.chosen().orElse(null)));
  }

  /**
   * Reads a tuning, which need not have ended.
   *
   * @param document its {@code tuning.json}
   * @throws BadFileException if it is damaged, or of another version
   */
  public static TuningPage read(Path document) throws IOException {
    return new TuningPage(document);
  }

  /** Writes the page, which appears whole or not at all. */
  public void write(Path page) throws IOException {
    String html = new ReportPage(SCRIPTS, data, "the tuning.json").html();
    AtomicFile.write(page, temporary -> Files.writeString(temporary, html));
  }
}
