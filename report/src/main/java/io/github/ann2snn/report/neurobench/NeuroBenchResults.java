package io.github.ann2snn.report.neurobench;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.document.Results;
import io.github.ann2snn.report.document.Results.LayerPart;
import io.github.ann2snn.report.document.Results.SnnPart;
import io.github.ann2snn.runtime.operations.Total;
import io.github.ann2snn.runtime.operations.Total.Convention;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a spiking network did, as the harness of NeuroBench 2.3.0 (commit e521c28) tells it: the
 * object that {@code Benchmark.run()} gives and {@code save_benchmark_results} writes, with the
 * names of its metric classes (Yik et al., The NeuroBench framework, Nature Communications 16, 1545
 * (2025)). A metric that the results do not give by its definition is left out.
 *
 * @param metrics by name
 * @param notices which metrics are left out, and why
 */
public record NeuroBenchResults(ObjectNode metrics, List<String> notices) {
  /** Metrics of the harness for classification that nothing in the results tells. */
  private static final String NEVER =
      "MembraneUpdates and NeuronOperations are left out: changes of potentials are not counted";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DIGITS = 4;
  private static final int INDENT = 4;

  /** Copies the list. */
  public NeuroBenchResults {
    notices = List.copyOf(notices);
  }

  /**
   * Reads results.
   *
   * @param file a results file
   * @throws BadFileException if it is damaged, of another version, or has no totals of NeuroBench
   */
  public static NeuroBenchResults read(Path file) throws IOException {
    SnnPart snn = Results.DOCUMENT.read(file).snn();
    Map<String, Map<String, Number>> totals = snn.totals();
    Map<String, Number> own = totals == null ? null : totals.get(Convention.NEUROBENCH.key());
    BadFileException.when(
        own == null,
        "%s: /snn/totals/%s is missing, so there is nothing to tell in NeuroBench's terms; make the"
            + " file again with ann2snn evaluate",
        file,
        Convention.NEUROBENCH.key());
    return new Translation(snn, own, MAPPER.createObjectNode(), new ArrayList<>()).results();
  }

  /** JSON, indented as the harness does. */
  public String text() {
    DefaultIndenter indenter = new DefaultIndenter(" ".repeat(INDENT), "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(metrics) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("numbers are JSON", e);
    }
  }

  /** Static metrics, then those of the workload, in the order of the harness's examples. */
  private record Translation(
      SnnPart snn, Map<String, Number> totals, ObjectNode metrics, List<String> notices) {
    NeuroBenchResults results() {
      if (has("Footprint", Total.FOOTPRINT_BYTES)) {
        metrics.put("Footprint", of(Total.FOOTPRINT_BYTES).longValue());
      }
      if (has("ConnectionSparsity", Total.CONNECTION_SPARSITY)) {
        double share = of(Total.CONNECTION_SPARSITY).doubleValue();
        metrics.put("ConnectionSparsity", rounded(share));
      }
      if (snn.parameters() != null) {
        metrics.put("ParameterCount", snn.parameters());
      } else {
        leaveOut("ParameterCount", "the file does not tell it");
      }
      metrics.put("ClassificationAccuracy", snn.accuracy());
      if (has("ActivationSparsity", Total.ACTIVATION_SPARSITY)) {
        metrics.put("ActivationSparsity", of(Total.ACTIVATION_SPARSITY).doubleValue());
      }
      addLayers();
      addSynapticOperations();
      notices.add(NEVER);
      return new NeuroBenchResults(metrics, notices);
    }

    private void leaveOut(String metric, String why) {
      notices.add(metric + " is left out: " + why);
    }

    private Number of(Total total) {
      return totals.get(total.nameWithin());
    }

    private boolean has(String metric, Total... needed) {
      for (Total total : needed) {
        if (of(total) == null) {
          leaveOut(metric, "the file has no " + total.key());
          return false;
        }
      }
      return true;
    }

    /** As the harness rounds it. */
    private static double rounded(double share) {
      return BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }

    private void addLayers() {
      if (snn.layers().stream().anyMatch(layer -> layer.fires() == null)) {
        leaveOut("ActivationSparsityByLayer", "the file does not tell which layers fire");
        return;
      }
      ObjectNode byLayer = metrics.putObject("ActivationSparsityByLayer");
      for (LayerPart layer : snn.layers()) {
        if (layer.fires()) {
          byLayer.put(layer.name(), 1 - layer.firingRate());
        }
      }
    }

    /** Those on pooled values are others there, as many as there are values that are not 0. */
    private void addSynapticOperations() {
      String metric = "SynapticOperations";
      if (!has(metric, Total.EFFECTIVE_MACS, Total.EFFECTIVE_ACS, Total.DENSE)) {
        return;
      }
      if (snn.poolsBeforeWeights() == null) {
        leaveOut(metric, "the file does not tell whether averages are pooled before weights");
      } else if (snn.poolsBeforeWeights()) {
        leaveOut(
            metric,
            "the network pools averages or sums before weights; NeuroBench counts operations on"
                + " pooled values, here each spike has its own");
      } else {
        metrics
            .putObject(metric)
            .put("Effective_MACs", of(Total.EFFECTIVE_MACS).doubleValue())
            .put("Effective_ACs", of(Total.EFFECTIVE_ACS).doubleValue())
            .put("Dense", of(Total.DENSE).doubleValue());
      }
    }
  }
}
