package io.github.ann2snn.report.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Quantity.QuantitySteps;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.AtomicFile;
import io.github.ann2snn.files.SideFile;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.Version;
import io.github.ann2snn.files.json.JsonDocument;
import io.github.ann2snn.report.simulation.Series.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The document {@code results.json} and the table of a run. The same run gives the same bytes.
 *
 * @param run what happened
 * @param settings what was asked for, beside neurons, currents and time; values are texts with
 *     units
 * @param preset where the currents come from, if from one
 * @param notices what was not done as it was asked for
 */
public record SimulationDocument(
    NeuronRun run, ObjectNode settings, Optional<Preset> preset, List<String> notices) {
  /** Version of this document. */
  public static final String SCHEMA = "ann2snn.simulation/1";

  /** Name of the document. */
  public static final String FILE = "results.json";

  /** The page, beside the document. */
  public static final String PAGE = "report.html";

  /** The key of the files' SHA-256, by name. */
  static final String DIGESTS = "fileSha256";

  /** The files of series that a simulation may have in its folder. */
  public static List<SideFile> csvFiles(Path folder) {
    return Arrays.stream(Kind.values()).map(kind -> kind.file(folder)).toList();
  }

  /**
   * Deletes an earlier simulation in the same folder, then writes all series, then the document,
   * which knows them by their digests, then the page: there is never a document with series of
   * another simulation.
   *
   * @throws IOException also if one would take the place of somebody else's file; then nothing was
   *     written
   */
  public void write(Path folder) throws IOException {
    for (SideFile file : csvFiles(folder)) {
      file.requireOurs();
    }
    Path file = folder.resolve(FILE);
    Path page = folder.resolve(PAGE);
    AtomicFile.delete(page);
    AtomicFile.delete(file);
    for (SideFile series : csvFiles(folder)) {
      series.delete();
    }
    Map<Kind, Series> series = new EnumMap<>(Kind.class);
    for (Series one : run.series()) {
      one.write(folder);
      series.put(one.kind(), one);
    }
    ObjectNode document = document();
    SimulationFile.DOCUMENT.write(document, file);
    new SimulationPage(new SimulationFile(file, document, series)).write(page);
  }

  /** The document as indented JSON. */
  public String toJson() {
    return JsonDocument.text(document());
  }

  private ObjectNode document() {
    ObjectNode root = new JsonMapper().createObjectNode();
    root.put("schema", SCHEMA).put("kind", run.kind());
    root.put("preset", preset.map(Preset::toString).orElse(null));
    settings(root.putObject("settings"));
    ObjectNode results = root.putObject("results");
    results.put("summary", run.summary());
    results.put("spikes", run.spikes().count()).put("meanRateHz", run.meanRate());
    results.put("neuronsThatFired", NeuronRun.firing(run.spikes().counts(run.drive().neurons())));
    DoubleSummaryStatistics rates = rates();
    results
        .putObject("settledRateHz")
        .put("lowest", rates.getMin())
        .put("mean", rates.getAverage())
        .put("highest", rates.getMax());
    results.put("silence", run.silence().orElse(null));
    results
        .putObject("drive")
        .put("noisy", run.drive().isNoisy())
        .put("steadyInSecondHalf", run.drive().switching().plan(run.steps()).steadyInSecondHalf());
    results.setAll(run.findings());
    notices.forEach(root.putArray("notices")::add);
    run.series().stream().map(one -> one.kind().fileName()).forEach(root.putArray("files")::add);
    ObjectNode digests = root.putObject(DIGESTS);
    run.series().forEach(one -> digests.put(one.kind().fileName(), one.sha256()));
    root.putObject("provenance")
        .put(Version.KEY, Version.current())
        .put("seed", run.drive().seed());
    return root;
  }

  private void settings(ObjectNode node) {
    run.drive().describe(node);
    QuantitySteps steps = run.steps();
    node.put("duration", steps.duration().toString()).put("dt", steps.dt().toString());
    node.put("steps", steps.steps()).put("simulated", steps.simulated().toString());
    node.setAll(settings);
  }

  private DoubleSummaryStatistics rates() {
    return Arrays.stream(run.settledRates()).summaryStatistics();
  }

  /** A short table. */
  public String toText() {
    Formatter text = new Formatter(Locale.ROOT);
    DoubleSummaryStatistics rates = rates();
    text.format(
        "%s%s: %,d %s at %s, %s in %s of %s%n",
        run.kind(),
        preset.map(name -> ", " + name).orElse(""),
        run.drive().neurons(),
        run.drive().neurons() == 1 ? "neuron" : "neurons",
        run.drive(),
        run.steps().simulated(),
        Figure.count(run.steps().steps(), "step"),
        run.steps().dt());
    line(text, "spikes", Text.of("%,d", run.spikes().count()));
    line(text, "mean rate", Text.of("%.3f Hz", run.meanRate()));
    line(
        text,
        "rate in 2nd half",
        Text.of("%.3f ... %.3f Hz by neuron, from intervals", rates.getMin(), rates.getMax()));
    run.lines().forEach((label, value) -> line(text, label, value));
    run.silence().ifPresent(reason -> text.format("%s%n", reason));
    return text.toString();
  }

  private static void line(Formatter text, String label, String value) {
    text.format("  %-18s%s%n", label, value);
  }

  /** Currents that go by a name. */
  public enum Preset {
    /** The current that the tutorial on plasticity prints, at which its neurons stay silent. */
    TUTORIAL("1.5pA", "1.5pA"),

    /** The tutorial's neurons with currents at which they fire, each at a rate of its own. */
    TUTORIAL_DRIVEN("2.1nA", "4nA");

    private final String first;
    private final String last;

    Preset(String first, String last) {
      this.first = first;
      this.last = last;
    }

    /** The current into the first neuron. */
    public Quantity first() {
      return Quantity.parse(first, Dimension.CURRENT);
    }

    /** The current into the last neuron. */
    public Quantity last() {
      return Quantity.parse(last, Dimension.CURRENT);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
